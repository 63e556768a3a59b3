// Space plays and pauses wherever the focus is, as in a media player; Return presses the button that has the focus.
#pragma once

#include <QObject>
#include <functional>

class QWidget;

namespace gui {

/// Watches a window's keys before its widgets do. A text field keeps its Space; after Return in a field the keys of the
/// page work again.
class MediaKeys : public QObject {
    Q_OBJECT

 public:
    MediaKeys(QWidget* window, std::function<void()> togglePlay, std::function<void()> focusPage);

 protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    [[nodiscard]] bool isOurs(const QObject* watched) const;

    QWidget* m_window;
    std::function<void()> m_togglePlay, m_focusPage;
};

}  // namespace gui
