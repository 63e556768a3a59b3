// A chart with its title, its caption (what the vertical axis is), its legend and a line of numbers.
#pragma once

#include <QWidget>
#include <vector>

#include "gui/charts/legend.h"

class QFrame;
class QLabel;

namespace gui {

class ChartCard : public QWidget {
    Q_OBJECT

 public:
    /// Takes over the content: a chart, a heat map, a table.
    ChartCard(const QString& title, QWidget* content, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setTitle(const QString& title);
    void setCaption(const QString& caption);
    void setLegend(std::vector<LegendEntry> entries);
    void setNumbers(const QString& text);
    /// These words instead of the content and of everything that tells of it; none: the content again.
    void cover(const QString& words);
    /// Cards of one row: as much below the frame as the one that needs most, so that the frames end at one height.
    static void alignFrames(const std::vector<ChartCard*>& row);

 private:
    void showWhatIsThere();

    QString m_name;
    bool m_hasLegend = false;
    QWidget* m_content;
    QLabel* m_cover;
    QLabel* m_title;
    QLabel* m_caption;
    QLabel* m_numbers;
    Legend* m_legend;
};

}  // namespace gui
