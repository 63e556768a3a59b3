// Attention: a row a word that the decoder writes, a column a word that the encoder read.
#include <QCoreApplication>
#include <algorithm>
#include <memory>

#include "gui/outcome/pictures.h"
#include "gui/widgets/sketch.h"

namespace gui {
namespace {

using Row = lessons::TranslationView::Row;

class AttentionPicture {
    Q_DECLARE_TR_FUNCTIONS(gui::AttentionPicture)

 public:
    /// encoder: the layer where a click on a word that was read leads.
    AttentionPicture(const Theme& theme, QSizeF size, const Row& row, const QString& end, const QString& encoder)
        : m_sketch(theme, size), m_theme(theme), m_size(size), m_row(row), m_encoder(encoder) {
        for (const std::string& word : row.got) m_written += QString::fromStdString(word);
        m_written += end;
        for (const std::string& word : row.read) m_read += QString::fromStdString(word);
    }

    static QString title() { return tr("What the decoder looks at"); }

    Drawing draw() {
        // Every word that is written has its row: small type where the rows of large type do not fit.
        const auto rows = std::min(m_written.size(), qsizetype(m_row.attention.rows()));
        qreal line = m_sketch.height(Theme::Text::Body) + 4;
        if (m_size.height() - 2 * line - 2 < qreal(rows) * line) {
            m_text = Theme::Text::Caption;
            line = m_sketch.height(m_text) + 1;
        }
        m_label = 0;
        for (const QString& word : m_written) m_label = std::max(m_label, m_sketch.width(word, m_text));
        m_label = std::min(m_label + 16, m_size.width() * 0.3);
        const qreal room = m_size.width() - m_label - 4, high = m_size.height() - 2 * line - 2;
        m_columns = std::min<qsizetype>(m_read.size(), qsizetype(room / kLeastWide));
        m_rows = std::min(rows, qsizetype(high / line));
        if (m_columns < 1 || m_rows < 1) return m_sketch.take();
        m_cell = QSizeF(std::min(room / qreal(m_columns), kMostWide), std::min(high / qreal(m_rows), 1.6 * line));
        const QRectF caption(0, 0, m_size.width(), line);
        m_sketch.text(caption,
                      {tr("%1: columns are the words read, rows the words written; a row adds up to 1").arg(title()),
                       tr("Columns: words read; rows: words written"), title()},
                      Theme::Text::Caption, m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
        m_top = 2 * line;
        for (qsizetype s = 0; s < m_columns; ++s) drawRead(s, line);
        for (qsizetype t = 0; t < m_rows; ++t) drawWritten(t);
        return m_sketch.take();
    }

 private:
    static constexpr qreal kLeastWide = 30, kMostWide = 110;

    [[nodiscard]] QRectF cell(qsizetype t, qsizetype s) const {
        return {m_label + qreal(s) * m_cell.width(), m_top + qreal(t) * m_cell.height(), m_cell.width(),
                m_cell.height()};
    }

    void drawRead(qsizetype s, qreal line) {
        const QRectF rect(m_label + qreal(s) * m_cell.width() + 2, line, m_cell.width() - 4, line);
        m_sketch.text(rect, m_read[s], m_text, m_theme.ink, Qt::AlignCenter,
                      tr("word %1 read: %2").arg(s + 1).arg(m_read[s]));
        if (m_row.sample && !m_encoder.isEmpty())
            m_sketch.target(rect,
                            QStringLiteral("sample=%1,layer=%2,t=%3").arg(*m_row.sample).arg(m_encoder).arg(s + 1),
                            tr("the encoder at word %1, %2").arg(s + 1).arg(m_read[s]));
    }

    void drawWritten(qsizetype t) {
        m_sketch.text(QRectF(0, m_top + qreal(t) * m_cell.height(), m_label - 8, m_cell.height()), m_written[t], m_text,
                      m_theme.ink, Qt::AlignRight | Qt::AlignVCenter,
                      tr("word %1 written: %2").arg(t + 1).arg(m_written[t]));
        for (qsizetype s = 0; s < std::min(m_columns, qsizetype(m_row.attention.cols())); ++s) {
            const double weight = double(m_row.attention(t, s));
            const QRectF rect = cell(t, s).adjusted(1, 1, -1, -1);
            m_sketch.box(rect, mixed(weight), m_theme.border, 1, 2);
            // Hundredths, as a row's sum can be checked; less than a half of one is left empty.
            if (weight >= 0.005)
                m_sketch.text(rect, number(weight, 2), Theme::Text::Caption,
                              weight > 0.5 ? m_theme.accentInk : m_theme.ink, Qt::AlignCenter,
                              tr("%1 looks at %2: %3").arg(m_written[t], m_read[s], number(weight, 2)));
        }
    }

    [[nodiscard]] QColor mixed(double weight) const {
        const auto part = float(std::clamp(weight, 0.0, 1.0));
        const auto between = [&](float from, float to) { return from + (to - from) * part; };
        const QColor &from = m_theme.card, &to = m_theme.accent;
        return QColor::fromRgbF(between(from.redF(), to.redF()), between(from.greenF(), to.greenF()),
                                between(from.blueF(), to.blueF()));
    }

    Sketch m_sketch;
    const Theme& m_theme;
    QSizeF m_size, m_cell;
    const Row& m_row;
    QString m_encoder;
    QStringList m_written, m_read;
    qsizetype m_columns = 0, m_rows = 0;
    qreal m_label = 0, m_top = 0;
    Theme::Text m_text = Theme::Text::Body;
};

}  // namespace

std::optional<Picture> pictureOf(const lessons::TranslationView& view, std::size_t sample) {
    const auto hasPicture = [](const Row& row) { return row.attention.size() > 0; };
    auto found = std::find_if(view.rows.begin(), view.rows.end(),
                              [&](const Row& row) { return row.sample == sample && hasPicture(row); });
    if (found == view.rows.end()) found = std::find_if(view.rows.begin(), view.rows.end(), hasPicture);
    if (found == view.rows.end()) return {};
    const auto row = std::make_shared<const Row>(*found);
    return Picture{
        AttentionPicture::title(),
        [row, end = QString::fromStdString(view.end), encoder = QString::fromStdString(view.encoder)](
            const Theme& theme, QSizeF size) { return AttentionPicture(theme, size, *row, end, encoder).draw(); },
        0.62};
}

}  // namespace gui
