// Lists steps or what a search found.
#include "gui/lesson/contentsview.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace gui {

std::vector<SearchHit> searchLessons(const std::vector<lessons::Lesson>& lessons, const QString& words, int most) {
    std::vector<SearchHit> hits;
    const QString wanted = words.simplified();
    if (wanted.isEmpty()) return hits;
    for (const lessons::Lesson& lesson : lessons)
        for (const std::string& version : lesson.versions) {
            const std::vector<lessons::LessonPage> pages = lesson.pagesOf(version);
            for (std::size_t page = 0; page < pages.size() && int(hits.size()) < most; ++page) {
                // A step of every version is found once.
                if (pages[page].version.empty() && version != lesson.versions.front()) continue;
                const QString title = QString::fromStdString(pages[page].title);
                QString text = QString::fromStdString(pages[page].markdown).simplified();
                const auto at = text.indexOf(wanted, 0, Qt::CaseInsensitive);
                if (at < 0 && !title.contains(wanted, Qt::CaseInsensitive)) continue;
                const auto from = std::max<qsizetype>(0, at - 30);
                const QString excerpt = at < 0 ? QString() : text.mid(from, wanted.size() + 70).trimmed();
                hits.push_back({lesson.id, version, int(page),
                                QObject::tr("%1 \u00B7 %2, step %3: %4")
                                    .arg(lesson.number)
                                    .arg(QString::fromStdString(lesson.title))
                                    .arg(page + 1)
                                    .arg(title),
                                excerpt});
            }
        }
    return hits;
}

ContentsView::ContentsView(QWidget* parent)
    : QWidget(parent),
      m_search(new QLineEdit(this)),
      m_list(new QListWidget(this)),
      m_sum(new QLabel(this)),
      m_learner(new QLineEdit(this)),
      m_export(new QPushButton(tr("Save progress to hand in..."), this)) {
    m_search->setPlaceholderText(tr("Search all lessons"));
    m_search->setAccessibleName(tr("Search all lessons"));
    m_search->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Steps of the lesson"));
    m_list->setWordWrap(true);
    m_list->setTextElideMode(Qt::ElideNone);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_sum->setProperty("kind", "caption");
    m_sum->setWordWrap(true);
    m_learner->setPlaceholderText(tr("Your name, for the file"));
    m_learner->setAccessibleName(tr("Your name, for the file of progress"));
    m_export->setAccessibleName(tr("Save progress as a file to hand in"));
    m_export->setFocusPolicy(Qt::TabFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_search);
    column->addWidget(m_list, 1);
    column->addWidget(m_sum);
    column->addWidget(m_learner);
    column->addWidget(m_export);
    connect(m_search, &QLineEdit::textChanged, this, [this] { fill(); });
    connect(m_list, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) { pick(m_list->row(item)); });
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { pick(m_list->row(item)); });
    connect(m_learner, &QLineEdit::editingFinished, this, [this] { Q_EMIT learnerNamed(m_learner->text().trimmed()); });
    connect(m_export, &QPushButton::clicked, this, &ContentsView::exportWanted);
}

void ContentsView::setLesson(const lessons::Lesson& lesson, int page) {
    m_lesson = lesson;
    m_page = page;
    m_catalog.clear();  // files may have changed meanwhile
    fill();
}

void ContentsView::setProgress(const lessons::Progress& progress, const std::string& key) {
    const auto found = progress.lessons.find(key);
    m_progress = found == progress.lessons.end() ? lessons::LessonProgress() : found->second;
    if (!m_learner->hasFocus()) m_learner->setText(QString::fromStdString(progress.learner));
    fill();
}

void ContentsView::fill() {
    m_list->clear();
    m_hits.clear();
    if (!m_search->text().trimmed().isEmpty()) {
        if (m_catalog.empty() && m_readCatalog) m_catalog = m_readCatalog();
        m_hits = searchLessons(m_catalog, m_search->text());
        for (const SearchHit& hit : m_hits) m_list->addItem(hit.title + u'\n' + hit.excerpt);
        m_sum->setText(m_hits.empty() ? tr("Nothing was found.") : tr("%n step(s) found", nullptr, int(m_hits.size())));
        return;
    }
    int right = 0;
    for (const lessons::GivenAnswer& each : m_progress.answers) right += each.isRight;
    for (std::size_t page = 0; page < m_lesson.pages.size(); ++page) {
        int blocks = 0, done = 0;
        for (const lessons::PagePart& part : m_lesson.pages[page].parts) {
            if (const auto* question = std::get_if<lessons::PageQuestion>(&part)) {
                ++blocks;
                done += std::any_of(m_progress.answers.begin(), m_progress.answers.end(),
                                    [&](const auto& each) { return each.question == question->ask; });
            }
            if (const auto* exercise = std::get_if<lessons::Exercise>(&part)) {
                ++blocks;
                done += std::any_of(m_progress.met.begin(), m_progress.met.end(),
                                    [&](const auto& each) { return each.task == exercise->task; });
            }
        }
        const bool seen =
            std::find(m_progress.seen.begin(), m_progress.seen.end(), int(page) + 1) != m_progress.seen.end();
        const QString mark = seen && done == blocks ? tr("\u2713") : seen ? tr("\u25CF") : tr("\u25CB");
        QString text = tr("%1 %2. %3").arg(mark).arg(page + 1).arg(QString::fromStdString(m_lesson.pages[page].title));
        if (blocks > 0) text += tr(" \u00B7 %1 of %2 done").arg(done).arg(blocks);
        m_list->addItem(text);
    }
    if (m_page < m_list->count()) m_list->setCurrentRow(m_page);
    m_sum->setText(tr("%1 of %2 steps seen, %3 of %4 answers right, %5 of %6 exercises done")
                       .arg(m_progress.seen.size())
                       .arg(m_lesson.pages.size())
                       .arg(right)
                       .arg(m_progress.questions)
                       .arg(m_progress.met.size())
                       .arg(m_progress.exercises));
}

void ContentsView::pick(int row) {
    if (m_hits.empty()) {
        if (row >= 0 && row < int(m_lesson.pages.size())) Q_EMIT pagePicked(row);
        return;
    }
    if (row < 0 || row >= int(m_hits.size())) return;
    const SearchHit& hit = m_hits[std::size_t(row)];
    Q_EMIT hitPicked(QString::fromStdString(hit.lesson), QString::fromStdString(hit.version), hit.page);
}

}  // namespace gui
