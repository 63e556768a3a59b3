// A row to choose, play and open; the picture; the sounds by class.
#include "gui/outcome/speech/speechpanel.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "gui/outcome/sound/soundplayer.h"
#include "gui/outcome/speech/speechpicture.h"
#include "gui/outcome/table.h"
#include "gui/outcome/tableview.h"
#include "gui/widgets/drawingview.h"
#include "gui/widgets/icons.h"
#include "lessons/tasks/task.h"

namespace gui {

using lessons::SpeechView;

SpeechPanel::SpeechPanel(QWidget* parent)
    : QWidget(parent),
      m_theme(Theme::make(Theme::Kind::Light)),
      m_choice(new QComboBox),
      m_play(new QPushButton),
      m_open(new QPushButton(tr("Open a recording..."))),
      m_view(new DrawingView),
      m_table(new TableView),
      m_notice(new QLabel),
      m_player(new SoundPlayer(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 6, 8, 4);
    column->setSpacing(4);
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    column->addLayout(row);
    m_choice->setAccessibleName(tr("Sentence that is shown"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_choice->setMinimumContentsLength(8);
    row->addWidget(m_choice, 1);
    for (QPushButton* button : {m_play, m_open}) {
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
    }
    const QString opening = tr("Open a sound file of your own; the net is trained anew");
    m_open->setAccessibleName(opening);
    m_open->setToolTip(opening);
    column->addWidget(m_view, 3);
    column->addWidget(m_table, 2);
    m_notice->setProperty("kind", "caption");
    m_notice->setWordWrap(true);
    m_notice->hide();
    column->addWidget(m_notice);
    m_view->setAccessibleName(tr("Spectrogram with the sounds under it"));
    m_table->setAccessibleName(tr("Sounds, and what each is taken for"));
    connect(m_choice, &QComboBox::activated, this, [this](int index) { choose(std::size_t(index)); });
    connect(m_play, &QPushButton::clicked, this, &SpeechPanel::togglePlay);
    connect(m_open, &QPushButton::clicked, this, &SpeechPanel::chooseFile);
    connect(m_view, &DrawingView::resized, this, &SpeechPanel::draw);
    connect(m_view, &DrawingView::activated, this, &SpeechPanel::placePicked);
    connect(m_table, &TableView::placePicked, this, &SpeechPanel::placePicked);
    connect(m_player, &SoundPlayer::moved, this, [this](double at) {
        m_at = at;
        draw();
    });
    connect(m_player, &SoundPlayer::stopped, this, [this] {
        m_at = -1;
        refreshPlay();
        draw();
    });
    refreshPlay();
}

void SpeechPanel::setTheme(const Theme& theme) {
    m_theme = theme;
    m_view->setTheme(theme);
    m_table->setTheme(theme);
    refreshPlay();
    arrange();
    draw();
}

void SpeechPanel::display(std::shared_ptr<const lessons::OutputView> outcome, std::size_t sample, const Table& table) {
    const auto recordingOf = [this] { return m_outcome && !view().utterances.empty() ? &recording() : nullptr; };
    const SpeechView::Recording* before = recordingOf();
    const auto kept = m_outcome;  // keeps `before` alive
    m_outcome = std::move(outcome);
    m_shown = std::min(m_shown, std::max<std::size_t>(1, view().utterances.size()) - 1);
    const bool isFirst = !before || recordingOf() != before;
    if (isFirst) m_shown = 0;
    if (m_sample != sample || isFirst)
        if (const auto there = utteranceOf(view(), sample)) m_shown = *there;
    m_sample = sample;
    fillChoices();
    if (recordingOf() != before) m_player->stop();
    m_table->setTable(table);
    refreshPlay();
    arrange();
    draw();
}

const SpeechView& SpeechPanel::view() const {
    return std::get<SpeechView>(*m_outcome);
}

const SpeechView::Recording& SpeechPanel::recording() const {
    return *view().utterances.at(m_shown).recording;
}

QString SpeechPanel::nameOf(const SpeechView::Recording& recording) {
    const QString voice = QString::fromStdString(recording.voice), text = QString::fromStdString(recording.text);
    return voice.isEmpty() ? tr("%1, without labels", "a sound file").arg(text)
                           : tr("\u201C%1\u201D, voice %2", "sentence, voice").arg(text, voice);
}

void SpeechPanel::fillChoices() {
    const QSignalBlocker quiet(m_choice);
    const auto& utterances = view().utterances;
    bool isSame = std::size_t(m_choice->count()) == utterances.size();
    for (std::size_t k = 0; isSame && k < utterances.size(); ++k)
        isSame = m_choice->itemText(int(k)) == nameOf(*utterances[k].recording);
    if (!isSame) {
        m_choice->clear();
        for (const SpeechView::Utterance& each : utterances) m_choice->addItem(nameOf(*each.recording));
    }
    m_choice->setCurrentIndex(int(m_shown));
}

void SpeechPanel::choose(std::size_t utterance) {
    m_player->stop();
    m_shown = std::min(utterance, view().utterances.size() - 1);
    m_choice->setCurrentIndex(int(m_shown));
    draw();
}

void SpeechPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

/// The picture needs some height for the spectrogram; where that is all there is, the table goes.
void SpeechPanel::arrange() {
    constexpr int kRows = 18;
    m_table->setVisible(height() >= kRows * (m_theme.pixels(Theme::Text::Caption) + 7));
}

void SpeechPanel::draw() {
    if (!m_outcome || view().utterances.empty() || m_view->width() <= 0) return;
    m_view->setDrawing(speechPicture(view(), m_shown, m_theme, QSizeF(m_view->size()), m_at));
}

void SpeechPanel::togglePlay() {
    if (m_player->isPlaying()) {
        m_player->stop();
    } else if (m_outcome && !view().utterances.empty()) {
        std::vector<std::int16_t> sound;
        sound.reserve(recording().samples.size());
        for (const float sample : recording().samples)
            sound.push_back(std::int16_t(std::lround(32767 * std::clamp(sample, -1.0f, 1.0f))));
        m_player->play(sound, recording().rate);
    }
    refreshPlay();
}

void SpeechPanel::refreshPlay() {
    const bool plays = m_player->isPlaying();
    const QString name = plays ? tr("Stop playing") : tr("Play what is shown");
    m_play->setAccessibleName(name);
    m_play->setToolTip(name);
    m_play->setIcon(makeIcon(plays ? Icon::Stop : Icon::Play, m_theme.ink, m_theme.pixels(Theme::Text::Body)));
    m_play->setEnabled(m_outcome && !view().utterances.empty());
    if (!plays) return;
    m_notice->setText(m_player->silence());
    m_notice->setVisible(!m_player->silence().isEmpty());
}

void SpeechPanel::chooseFile() {
    auto* dialog =
        new QFileDialog(window(), tr("Open a recording"), {},
                        tr("Sound (*.wav *.flac *.ogg *.oga *.opus *.mp3 *.aiff *.aif *.au *.caf);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &SpeechPanel::openFile);
    dialog->open();
}

void SpeechPanel::openFile(const QString& path) {
    const lessons::Json name = path.toStdString();
    Q_EMIT knobTurned(QStringLiteral("data.own_file=%1").arg(QString::fromStdString(name.dump())));
}

QString SpeechPanel::notice() const {
    return m_notice->isHidden() ? QString() : m_notice->text();
}

void SpeechPanel::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_player->stop();
}

}  // namespace gui
