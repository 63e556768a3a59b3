// The real window, held still, on an offscreen platform: what `shot`, `tour` and tests take pictures of.
#pragma once

#include <QImage>
#include <QSize>
#include <QString>
#include <memory>

#include "gui/app/mainwindow.h"
#include "gui/bridge/bridge.h"

class QApplication;

namespace gui {

struct PictureState {
    std::string page = "step";  ///< its id
    QString at;                 ///< a cursor as text; epoch is the number of epochs to train
    QSize size{1440, 900};
    Theme::Kind theme = Theme::Kind::Light;
    bool presenter = false;
    double textScale = 1.0;
    int lessonPage = 1;    ///< from 1
    bool trained = false;  ///< all models to their ends first, whatever the place says
};

/// Makes the application; there may be one at a time. The environment's scaling and platform do not reach the picture.
[[nodiscard]] std::unique_ptr<QApplication> makeOffscreenApplication();

class Studio {
 public:
    /// Throws engine::Error where the lesson cannot be opened.
    explicit Studio(const Selection& selection);
    /// Trains on where the state asks for more epochs. Throws engine::Error for a cursor that cannot be.
    void show(const PictureState& state);
    [[nodiscard]] MainWindow& window() { return m_window; }
    [[nodiscard]] Bridge& bridge() { return m_bridge; }
    /// Throws engine::Error where save() would not know what to write.
    static void checkName(const QString& file);
    /// PNG, SVG or PDF by the file's ending; written aside and renamed. Throws engine::Error.
    void save(const QString& file);
    void saveTexts(const QString& file);

 private:
    void settle();

    Bridge m_bridge;
    MainWindow m_window;
};

}  // namespace gui
