// An utterance as it is seen: the spectrogram, the sounds that are said, and the sounds that the net says.
#include "gui/outcome/speech/speechpicture.h"

#include <QCoreApplication>
#include <algorithm>

#include "gui/widgets/sketch.h"

namespace gui {
namespace {

using engine::Index;
using lessons::SpeechView;

/// Loud is ink on the card's ground; the lowest band is at the bottom.
QImage spectrogramImage(const engine::Matrix& power, const Theme& theme) {
    QImage image(int(power.rows()), int(power.cols()), QImage::Format_RGB32);
    const double high = double(power.maxCoeff());
    constexpr double kRange = 9;  // natural logarithms of power below the loudest that are still seen
    for (Index t = 0; t < power.rows(); ++t)
        for (Index band = 0; band < power.cols(); ++band) {
            const auto share = float(std::clamp((double(power(t, band)) - high + kRange) / kRange, 0.0, 1.0));
            const auto mixed = [&](float from, float to) { return int(255 * (from + (to - from) * share) + 0.5f); };
            image.setPixel(
                int(t), int(power.cols() - 1 - band),
                qRgb(mixed(theme.card.redF(), theme.ink.redF()), mixed(theme.card.greenF(), theme.ink.greenF()),
                     mixed(theme.card.blueF(), theme.ink.blueF())));
        }
    return image;
}

class SpeechPicture {
    Q_DECLARE_TR_FUNCTIONS(gui::SpeechPicture)

 public:
    SpeechPicture(const SpeechView& view, std::size_t shown, const Theme& theme, QSizeF size)
        : m_view(view),
          m_utterance(view.utterances[shown]),
          m_recording(*m_utterance.recording),
          m_theme(theme),
          m_sketch(theme, size),
          m_size(size) {}

    Drawing draw(double at) {
        const qreal line = m_sketch.height(Theme::Text::Caption) + 4;
        const QString top = tr("%1 kHz").arg(m_recording.rate / 2000);
        for (const QString& word : {tr("the net"), tr("it is"), top})
            m_left = std::max(m_left, m_sketch.width(word, Theme::Text::Caption) + 10);
        m_column = (m_size.width() - m_left - 1) / qreal(m_recording.spectrogram.rows());
        const qreal rows = m_recording.labels.empty() ? 2 : 3;
        const QRectF picture(m_left, 1, m_size.width() - m_left - 1, m_size.height() - rows * line - 6);
        if (picture.height() > 10) {
            m_sketch.picture(picture, spectrogramImage(m_recording.spectrogram, m_theme));
            m_sketch.box(picture, Qt::transparent, m_theme.border, 1);
            m_sketch.text(QRectF(0, picture.top(), m_left - 6, line), top, Theme::Text::Caption, m_theme.mutedInk,
                          Qt::AlignRight | Qt::AlignVCenter);
            if (picture.height() > 3 * line)
                m_sketch.text(QRectF(0, picture.bottom() - line, m_left - 6, line), QStringLiteral("0"),
                              Theme::Text::Caption, m_theme.mutedInk, Qt::AlignRight | Qt::AlignVCenter);
        }
        qreal y = picture.bottom() + 3;
        if (!m_recording.labels.empty()) {
            sounds(QRectF(m_left, y, picture.width(), line), tr("it is"), m_recording.labels, false);
            y += line;
        }
        sounds(QRectF(m_left, y, picture.width(), line), tr("the net"), m_utterance.said, true);
        seconds(QRectF(m_left, y + line, picture.width(), line));
        const double x = m_left + m_column * at / m_recording.hop;
        if (at >= 0 && x <= picture.right())
            m_sketch.line({QPointF(x, picture.top()), QPointF(x, y + line)}, m_theme.accent, 2);
        return m_sketch.take();
    }

 private:
    [[nodiscard]] QString nameOf(Index label) const {
        return QString::fromStdString(m_view.frames.names.at(std::size_t(label)));
    }

    /// A box a sound, as long as it lasts. What the net says wrong is framed in the colour of errors.
    void sounds(const QRectF& row, const QString& who, const std::vector<Index>& labels, bool isNet) {
        m_sketch.text(QRectF(0, row.top(), m_left - 6, row.height()), who, Theme::Text::Caption, m_theme.mutedInk,
                      Qt::AlignRight | Qt::AlignVCenter);
        const auto count = labels.size();
        for (std::size_t from = 0, to = 0; from < count; from = to) {
            while (to < count && labels[to] == labels[from]) ++to;
            std::size_t right = 0;
            for (std::size_t t = from; t < to && t < m_recording.labels.size(); ++t)
                right += m_recording.labels[t] == labels[t];
            const bool isWrong = isNet && !m_recording.labels.empty() && 2 * right < to - from;
            const QRectF box(row.left() + m_column * qreal(from), row.top() + 1, m_column * qreal(to - from),
                             row.height() - 2);
            m_sketch.box(box.adjusted(0.5, 0, -0.5, 0), isWrong ? m_theme.dangerSoft : m_theme.card,
                         isWrong ? m_theme.danger : m_theme.border, 1, 2);
            const QString name = nameOf(labels[from]);
            if (m_sketch.width(name, Theme::Text::Caption) <= box.width() - 1)
                m_sketch.text(box, name, Theme::Text::Caption, isWrong ? m_theme.danger : m_theme.ink);
            if (m_recording.sample && m_view.pieceLength > 0)
                m_sketch.target({.rect = box,
                                 .id = QStringLiteral("sample=%1,t=%2")
                                           .arg(*m_recording.sample + from / std::size_t(m_view.pieceLength))
                                           .arg(from % std::size_t(m_view.pieceLength) + 1),
                                 .name = tr("%1, from %2 to %3 seconds, %4", "sound, time, row")
                                             .arg(name, number(double(from) * m_recording.hop),
                                                  number(double(to) * m_recording.hop), who),
                                 .group = who,
                                 .isCurrent = from == 0});
        }
    }

    void seconds(const QRectF& row) {
        const double all = m_recording.hop * double(m_recording.spectrogram.rows());
        for (int half = 0; half <= int(2 * all); ++half) {
            const double at = 0.5 * half;
            const qreal x = row.left() + row.width() * at / all;
            m_sketch.line({QPointF(x, row.top()), QPointF(x, row.top() + 3)}, m_theme.mutedInk, 1);
            const QString text = tr("%1 s").arg(number(at, 1));
            const qreal width = m_sketch.width(text, Theme::Text::Caption) + 2;
            if (x + width < row.right())
                m_sketch.text(QRectF(x + 3, row.top() + 1, width, row.height() - 1), text, Theme::Text::Caption,
                              m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
        }
    }

    const SpeechView& m_view;
    const SpeechView::Utterance& m_utterance;
    const SpeechView::Recording& m_recording;
    const Theme& m_theme;
    Sketch m_sketch;
    QSizeF m_size;
    qreal m_left = 0, m_column = 1;
};

}  // namespace

Drawing speechPicture(const SpeechView& view, std::size_t utterance, const Theme& theme, QSizeF size, double at) {
    return SpeechPicture(view, utterance, theme, size).draw(at);
}

std::optional<std::size_t> utteranceOf(const SpeechView& view, std::size_t sample) {
    for (std::size_t k = 0; k < view.utterances.size(); ++k) {
        const SpeechView::Recording& each = *view.utterances[k].recording;
        if (!each.sample || view.pieceLength == 0) continue;
        const std::size_t pieces = view.utterances[k].said.size() / std::size_t(view.pieceLength);
        if (sample >= *each.sample && sample < *each.sample + pieces) return k;
    }
    return {};
}

}  // namespace gui
