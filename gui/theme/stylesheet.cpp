// The stylesheet of the whole window, made from a theme. Widgets say what they are by the property "kind".
#include <QList>
#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/theme/theme.h"

namespace gui {
namespace {

const char* const kSheet = R"(
QWidget { background: transparent; color: @ink; font-family: "@sans"; font-size: @bodypx; }
QMainWindow, QDialog, #page { background: @ground; }
#lessonPanel, #sidePanel { background: @panel; }
#topBar, #transport { background: @ground; }
#topBar { border-bottom: 1px solid @border; }
#transport { border-top: 1px solid @border; }
#lessonPanel { border-right: 1px solid @border; }
#sidePanel { border-right: 1px solid @border; }
#sideCharts { border-left: 1px solid @border; }
QFrame[kind="card"] { background: @card; border: 1px solid @border; border-radius: 8px; }
QFrame[kind="message"] { background: @accentSoft; border: 1px solid @accent; border-radius: 8px; }
QFrame[kind="error"] { background: @dangerSoft; border: 1px solid @danger; border-radius: 8px; }

QLabel[kind="brand"] { font-size: @brandpx; font-weight: 600; }
QLabel[kind="title"] { font-size: @titlepx; font-weight: 600; }
QLabel[kind="strong"] { font-weight: 600; font-size: @strongpx; }
QLabel[kind="caption"] { color: @muted; font-size: @captionpx; }
QLabel[kind="field"] { font-size: @buttonpx; }
QLabel[kind="number"] { font-family: "@mono"; font-size: @numberpx; }
QLabel[kind="mutedNumber"] { font-family: "@mono"; font-size: @captionpx; color: @muted; }
QLabel[kind="accentCaption"] { color: @accent; font-size: @captionpx; font-weight: 600; }

QPushButton, QToolButton { background: @ground; border: 1px solid @border; border-radius: 7px; color: @ink;
    font-size: @buttonpx; font-weight: 600; padding: 6px 11px; }
QPushButton:hover, QToolButton:hover { border-color: @accent; background: @accentSoft; }
QPushButton:pressed, QToolButton:pressed { background: @border; }
QPushButton:disabled, QToolButton:disabled { color: @disabled; }
QPushButton:checked, QToolButton:checked { background: @accentSoft; color: @accent; border-color: @accent; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent; padding: 5px 10px; }
QPushButton[kind="primary"] { background: @accent; color: @accentInk; border-color: @accent; }
QPushButton[kind="primary"]:hover { background: @accentHover; }
QPushButton[kind="primary"]:disabled { background: @border; color: @muted; border-color: @border; }
QPushButton[kind="primary"]:focus { border: 5px double @accentInk; padding: 2px 7px; }
QPushButton[kind="tab"] { border: 1px solid transparent; border-radius: 13px; padding: 5px 19px; }
QPushButton[kind="tab"]:checked { background: @accentSoft; color: @accent; border-color: @accentSoft; }
QPushButton[kind="tab"]:focus { border: 2px solid @accent; padding: 4px 18px; }
QPushButton[kind="flat"], QToolButton[kind="flat"] { border: 1px solid transparent; background: transparent; }
QPushButton[kind="flat"]:focus { border: 2px solid @accent; }
QToolButton[kind="knob"] { border: 1px solid transparent; background: transparent; color: @muted; padding: 3px 7px;
                           font-size: @captionpx; }
QToolButton[kind="knob"]:hover { border-color: @border; color: @ink; }
QToolButton[kind="knob"]:checked { color: @accent; }
QToolButton[kind="knob"]:focus { border: 2px solid @accent; padding: 2px 6px; }
QToolButton::menu-indicator { image: none; }
QPushButton::menu-indicator { image: none; }

QRadioButton::indicator { width: 13px; height: 13px; border: 2px solid @muted; border-radius: 8px; background: @card; }
QRadioButton::indicator:checked { border: 5px solid @accent; width: 7px; height: 7px; }
QRadioButton:focus { border: 2px solid @accent; border-radius: 6px; }
QListWidget::item { padding: 6px 4px; }

QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox { background: @card; border: 1px solid @border; border-radius: 6px;
    font-size: @buttonpx; padding: 5px 8px; selection-background-color: @accent; selection-color: @accentInk; }
QLineEdit, QSpinBox, QDoubleSpinBox { font-family: "@mono"; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus { border: 2px solid @accent; padding: 4px 7px; }
QLineEdit[wrong="true"], QDoubleSpinBox[wrong="true"] { border: 2px solid @danger; padding: 4px 7px; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled { color: @disabled; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url(:/icons/down-@shade.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView, QMenu { background: @card; color: @ink; border: 1px solid @border;
    selection-background-color: @accentSoft; selection-color: @ink; }
QMenu::item { padding: 6px 22px; }
QMenu::item:selected { background: @accentSoft; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }

QTextBrowser { border: none; background: transparent; selection-background-color: @accent; selection-color: @accentInk; }
QTextBrowser:focus { border: 2px solid @accent; border-radius: 6px; }
QAbstractItemView { background: @card; border: 1px solid @border; border-radius: 8px; font-size: @buttonpx;
    alternate-background-color: @panel; gridline-color: @border; outline: none; }
QAbstractItemView:focus { border: 2px solid @accent; }
QTableWidget { border: none; }
QTableWidget::item { padding: 0 6px; }
QAbstractItemView::item:selected { background: @accentSoft; color: @ink; }
QHeaderView { background: @panel; border: none; border-radius: 0; }
QHeaderView::section { background: @panel; color: @muted; border: none; border-bottom: 1px solid @border;
    padding: 5px 4px; font-size: @captionpx; font-weight: 600; }
QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @border; border-radius: 5px; min-height: 30px; min-width: 30px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none;
    width: 0; height: 0; }
QSlider::groove:horizontal { height: 4px; background: @border; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 2px; }
QSlider::handle:horizontal { background: @accent; width: 16px; height: 16px; margin: -6px 0; border-radius: 8px; }
QSlider:focus { border: 2px solid @accent; border-radius: 8px; }
QToolTip { background: @ink; color: @ground; border: none; padding: 4px; }
)";

QColor between(const QColor& a, const QColor& b) {
    return {(a.red() * 3 + b.red()) / 4, (a.green() * 3 + b.green()) / 4, (a.blue() * 3 + b.blue()) / 4};
}

}  // namespace

QString Theme::styleSheet() const {
    const auto px = [this](double base, double presenting) {
        return QString::number(
            std::max(presenter ? 20.0 : 12.0, std::round((presenter ? presenting : base) * textScale)));
    };
    const QList<std::pair<QString, QString>> words{{"@accentSoft", accentSoft.name()},
                                                   {"@accentInk", accentInk.name()},
                                                   {"@accentHover", between(accent, ink).name()},
                                                   {"@accent", accent.name()},
                                                   {"@dangerSoft", dangerSoft.name()},
                                                   {"@danger", danger.name()},
                                                   {"@disabled", between(between(mutedInk, ground), ground).name()},
                                                   {"@muted", mutedInk.name()},
                                                   {"@ink", ink.name()},
                                                   {"@ground", ground.name()},
                                                   {"@panel", panel.name()},
                                                   {"@card", card.name()},
                                                   {"@border", border.name()},
                                                   {"@shade", kind == Kind::Light ? "light" : "dark"},
                                                   {"@sans", font(Text::Body).family()},
                                                   {"@mono", font(Text::Number).family()},
                                                   {"@bodypx", QString::number(pixels(Text::Body)) + "px"},
                                                   {"@brandpx", px(18, 22) + "px"},
                                                   {"@titlepx", QString::number(pixels(Text::Title)) + "px"},
                                                   {"@strongpx", px(14, 20) + "px"},
                                                   {"@captionpx", QString::number(pixels(Text::Caption)) + "px"},
                                                   {"@numberpx", QString::number(pixels(Text::Number)) + "px"},
                                                   {"@buttonpx", px(14, 20) + "px"}};
    QString sheet = QString::fromLatin1(kSheet);
    for (const auto& [word, value] : words) sheet.replace(word, value);
    return sheet;
}

}  // namespace gui
