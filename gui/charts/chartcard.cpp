// Frames a chart.
#include "gui/charts/chartcard.h"

#include <QBoxLayout>
#include <QFrame>
#include <QLabel>
#include <algorithm>

namespace gui {

ChartCard::ChartCard(const QString& title, QWidget* content, QWidget* parent)
    : QWidget(parent),
      m_name(title),
      m_content(content),
      m_cover(new QLabel(this)),
      m_title(new QLabel(title, this)),
      m_caption(new QLabel(this)),
      m_numbers(new QLabel(this)),
      m_legend(new Legend(this)) {
    m_title->setProperty("kind", "strong");
    m_caption->setProperty("kind", "caption");
    m_caption->setWordWrap(true);
    m_numbers->setProperty("kind", "mutedNumber");
    m_numbers->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_numbers->setWordWrap(true);  // gives way to the names
    m_numbers->hide();
    auto* frame = new QFrame(this);
    frame->setProperty("kind", "card");
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->setSpacing(0);
    inside->addWidget(content, 1);
    inside->addWidget(m_cover, 1);
    m_cover->setProperty("kind", "caption");
    m_cover->setAlignment(Qt::AlignCenter);
    m_cover->setWordWrap(true);
    m_cover->setMargin(12);
    m_cover->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(3);
    column->addWidget(m_title);
    column->addWidget(m_caption);
    column->addWidget(frame, 1);
    auto* below = new QHBoxLayout;
    below->setContentsMargins(4, 2, 4, 0);
    below->setSpacing(12);
    below->addWidget(m_legend, 3, Qt::AlignVCenter);
    below->addWidget(m_numbers, 2, Qt::AlignVCenter);
    column->addLayout(below);
}

void ChartCard::setTheme(const Theme& theme) {
    m_legend->setTheme(theme);
}

void ChartCard::setTitle(const QString& title) {
    m_name = title;
    showWhatIsThere();
}

void ChartCard::setCaption(const QString& caption) {
    if (m_caption->text() != caption) m_caption->setText(caption);
    showWhatIsThere();
}

void ChartCard::setLegend(std::vector<LegendEntry> entries) {
    m_hasLegend = !entries.empty();
    m_legend->setEntries(std::move(entries));
    showWhatIsThere();
}

void ChartCard::alignFrames(const std::vector<ChartCard*>& row) {
    int highest = 0;
    for (const ChartCard* card : row)
        if (!card->isHidden() && !card->m_legend->isHidden())
            highest = std::max(highest, card->m_legend->heightForWidth(card->m_legend->width()));
    for (ChartCard* card : row) card->m_legend->setMinimumHeight(highest);
}

void ChartCard::setNumbers(const QString& text) {
    if (m_numbers->text() != text) m_numbers->setText(text);
    showWhatIsThere();
}

void ChartCard::cover(const QString& words) {
    if (m_cover->text() == words) return;
    m_cover->setText(words);
    showWhatIsThere();
}

void ChartCard::showWhatIsThere() {
    const bool isOpen = m_cover->text().isEmpty();
    m_cover->setVisible(!isOpen);
    m_content->setVisible(isOpen);
    m_title->setText(isOpen ? m_name : tr("Outcome"));
    m_caption->setVisible(isOpen && !m_caption->text().isEmpty());
    m_legend->setVisible(isOpen && m_hasLegend);
    m_numbers->setVisible(isOpen && !m_numbers->text().isEmpty());
}

}  // namespace gui
