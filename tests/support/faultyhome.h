// A GATEWISE_HOME with the installed lessons and three files that cannot be used.
#pragma once

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace support {

class FaultyHome {
 public:
    FaultyHome() {
        const QDir source(QStringLiteral(GATEWISE_SOURCE_DIR));
        const QString content = QStringLiteral("lessons/content/en/");
        QDir(m_folder.path()).mkpath(content);
        QFile::link(source.filePath(QStringLiteral("resources")), m_folder.filePath(QStringLiteral("resources")));
        const QDir lessons(source.filePath(content));
        for (const QString& file : lessons.entryList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot))
            QFile::link(lessons.filePath(file), m_folder.filePath(content + file));
        const QByteArray good =
            "---\nid: ID\nnumber: 90\ntitle: A trial\ndata: {kind: normal, steps: 6, features: 2}\n"
            "model: [{LSTM: {units: 3}}]\nEXTRA---\n## One\n\nText.\n";
        write(content + QStringLiteral("90-key.md"),
              QByteArray(good).replace("ID", "key").replace("EXTRA", "unit: 3\n"));
        write(content + QStringLiteral("91-twin.md"), QByteArray(good).replace("ID", "gru").replace("EXTRA", ""));
        write(content + QStringLiteral("92-bare.md"), "# No front matter\n");
    }
    [[nodiscard]] QString path() const { return m_folder.path(); }

 private:
    void write(const QString& name, const QByteArray& text) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) qFatal("no lesson could be written");
    }

    QTemporaryDir m_folder;
};

}  // namespace support
