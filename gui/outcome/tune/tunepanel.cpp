// Knobs ask for another tune; the roll shows the one that came.
#include "gui/outcome/tune/tunepanel.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "gui/bridge/faults.h"
#include "gui/outcome/tune/midi.h"
#include "gui/outcome/tune/roll.h"
#include "gui/outcome/tune/tuneplayer.h"
#include "gui/widgets/drawingview.h"
#include "gui/widgets/icons.h"
#include "gui/widgets/numberbox.h"

namespace gui {

TunePanel::TunePanel(QWidget* parent)
    : QWidget(parent),
      m_theme(Theme::make(Theme::Kind::Light)),
      m_opening(new QComboBox),
      m_view(new DrawingView),
      m_notice(new QLabel),
      m_player(new TunePlayer(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 6, 8, 4);
    column->setSpacing(4);
    buildRow();
    column->addWidget(m_view, 1);
    m_notice->setProperty("kind", "caption");
    m_notice->setWordWrap(true);
    m_notice->hide();
    column->addWidget(m_notice);
    m_view->setAccessibleName(tr("Piano roll of the tune"));
    connect(m_view, &DrawingView::resized, this, &TunePanel::draw);
    connect(m_view, &DrawingView::activated, this, [this](const QString& id) {
        const int note = id.section(u'=', 1).toInt();
        if (m_tune && note > 0) m_player->play(*m_tune, std::size_t(note - 1), std::size_t(note));
        refreshPlay();
    });
    connect(m_player, &TunePlayer::moved, this, [this](double at) {
        m_at = at;
        draw();
    });
    connect(m_player, &TunePlayer::stopped, this, [this] {
        m_at = -1;
        refreshPlay();
        draw();
    });
    refreshPlay();
}

void TunePanel::buildRow() {
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    m_opening->setAccessibleName(tr("Tune that gives the opening"));
    m_opening->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_opening->setMinimumContentsLength(8);
    row->addWidget(m_opening, 1);
    connect(m_opening, &QComboBox::activated, this, [this](int index) {
        const lessons::Json title = m_opening->itemData(index).toString().toStdString();
        Q_EMIT knobTurned(QStringLiteral("data.tune=%1").arg(QString::fromStdString(title.dump())));
    });
    m_temperature = addBox(*row, tr("Temperature"), tr("Temperature: 0 is always the favourite"));
    m_temperature->setRange(0, 10);
    m_temperature->setDecimals(2);
    m_temperature->setSingleStep(0.1);
    connect(m_temperature, &NumberBox::valueChanged, this, [this](double value) {
        Q_EMIT knobTurned(QStringLiteral("data.temperature=%1").arg(QString::number(value)));
    });
    m_topK = addBox(*row, tr("Top-k"), tr("Top-k: only so many of the likeliest notes; 0 is all"));
    m_topK->setRange(0, 10000);
    m_topK->setDecimals(0);
    connect(m_topK, &NumberBox::valueChanged, this,
            [this](double value) { Q_EMIT knobTurned(QStringLiteral("data.top_k=%1").arg(int(value))); });
    const auto addButton = [&](const QString& text, const QString& name) {
        auto* button = new QPushButton(text);
        button->setAccessibleName(name);
        button->setToolTip(name);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
        return button;
    };
    m_again = addButton({}, tr("Throw the dice again: another tune of the same net"));
    m_play = addButton({}, {});
    m_save = addButton(tr("Save as MIDI..."), tr("Save the tune as a MIDI file"));
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (m_tune) Q_EMIT knobTurned(QStringLiteral("data.take=%1").arg(m_tune->how.take + 1));
    });
    connect(m_play, &QPushButton::clicked, this, &TunePanel::togglePlay);
    connect(m_save, &QPushButton::clicked, this, &TunePanel::chooseFile);
}

NumberBox* TunePanel::addBox(QHBoxLayout& row, const QString& label, const QString& name) {
    auto* text = new QLabel(label);
    text->setProperty("kind", "caption");
    auto* box = new NumberBox;
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->setKeyboardTracking(false);
    text->setBuddy(box);
    row.addWidget(text);
    row.addWidget(box);
    connect(box, &NumberBox::refused, this, &TunePanel::setNotice);
    return box;
}

void TunePanel::setTheme(const Theme& theme) {
    m_theme = theme;
    m_view->setTheme(theme);
    m_again->setIcon(makeIcon(Icon::Dice, theme.ink, theme.pixels(Theme::Text::Body)));
    refreshPlay();
    draw();
}

void TunePanel::display(const lessons::TuneView& view, const lessons::Composer& composer) {
    if (!m_tune || *m_tune != view.tune) {
        m_player->stop();
        m_tune = view.tune;
    }
    refreshKnobs(composer);
    draw();
}

/// A field that a person types in keeps what is typed.
void TunePanel::refreshKnobs(const lessons::Composer& composer) {
    const QSignalBlocker quietOpening(m_opening), quietTemperature(m_temperature), quietTopK(m_topK);
    const std::vector<lessons::Composer::Opening> openings = composer.openings();
    const auto sameTitles = [&] {
        for (std::size_t i = 0; i < openings.size(); ++i)
            if (m_opening->itemData(int(i)).toString() != QString::fromStdString(openings[i].title)) return false;
        return std::size_t(m_opening->count()) == openings.size();
    };
    if (!sameTitles()) {
        m_opening->clear();
        for (const auto& opening : openings) {
            const QString title = QString::fromStdString(opening.title);
            m_opening->addItem(opening.isHeldOut ? tr("%1 (held out)").arg(title) : title, title);
        }
    }
    const lessons::Composition& how = m_tune->how;
    if (!m_opening->view()->isVisible()) m_opening->setCurrentIndex(int(how.tune));
    if (!m_temperature->hasFocus()) m_temperature->setValue(how.temperature);
    if (!m_topK->hasFocus()) m_topK->setValue(how.topK);
    m_again->setEnabled(how.temperature > 0 && how.topK != 1);
}

void TunePanel::draw() {
    if (m_tune && m_view->width() > 0) m_view->setDrawing(tuneRoll(*m_tune, m_theme, QSizeF(m_view->size()), m_at));
}

void TunePanel::togglePlay() {
    if (m_player->isPlaying())
        m_player->stop();
    else if (m_tune)
        m_player->play(*m_tune, 0, m_tune->notes.size());
    refreshPlay();
}

void TunePanel::refreshPlay() {
    const bool plays = m_player->isPlaying();
    const QString name = plays ? tr("Stop playing") : tr("Play the tune");
    m_play->setAccessibleName(name);
    m_play->setToolTip(name);
    m_play->setIcon(makeIcon(plays ? Icon::Stop : Icon::Play, m_theme.ink, m_theme.pixels(Theme::Text::Body)));
    if (plays) setNotice(m_player->silence());
}

void TunePanel::chooseFile() {
    auto* dialog = new QFileDialog(window(), tr("Save as MIDI"), {}, tr("MIDI (*.mid)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("mid"));
    connect(dialog, &QFileDialog::fileSelected, this, &TunePanel::save);
    dialog->open();
}

void TunePanel::save(const QString& path) {
    if (!m_tune) return;
    try {
        saveMidi(path.toStdString(), *m_tune);
        setNotice(tr("Saved as %1").arg(path));
    } catch (const std::exception& error) {
        setNotice(faultText(error));
    }
}

QString TunePanel::notice() const {
    return m_notice->isHidden() ? QString() : m_notice->text();
}

void TunePanel::setNotice(const QString& text) {
    m_notice->setText(text);
    m_notice->setVisible(!text.isEmpty());
}

void TunePanel::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_player->stop();
}

}  // namespace gui
