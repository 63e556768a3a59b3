// The window: puts lesson, pages and transport in their places and lets them meet. Pages connect themselves.
#pragma once

#include <QMainWindow>
#include <QSettings>
#include <map>
#include <optional>
#include <string>

#include "gui/bridge/bridge.h"
#include "gui/place/cursor.h"
#include "gui/theme/theme.h"

class QStackedWidget;

namespace gui {

class KeyHelp;
class LessonFiles;
class LessonPanel;
class MessageBar;
class Page;
class PresenterOverlay;
class SideCharts;
class StartHint;
class TopBar;
class TrainOnBar;

class MainWindow : public QMainWindow {
    Q_OBJECT

 public:
    /// The settings are the caller's; null: nothing is read or kept.
    explicit MainWindow(Bridge& bridge, QSettings* settings = nullptr, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// By its id, "step"; one that is not known changes nothing.
    void setPage(const std::string& id);
    [[nodiscard]] std::string page() const;
    void setCursorState(const Cursor& cursor);
    /// A cursor that came as text, from a link or a command line. Throws engine::Error where it names what is not
    /// there; what has to be computed to tell is asked of the engine, and the message bar tells it then.
    void goTo(const Cursor& cursor);
    /// Where the next lesson that opens starts.
    void setStartCursor(const Cursor& cursor);
    [[nodiscard]] const Cursor& cursorState() const { return m_cursor; }
    void setThemeKind(Theme::Kind kind);
    void setTextScale(double scale);
    /// In a picture the window stays a window: fullScreen false.
    void setPresenter(bool presenting, bool fullScreen = true);
    /// From 0.
    void setLessonPage(int page);
    /// A lesson file or a folder of them, as it is dropped on the window.
    void openFile(const QString& path);
    /// No animation, no clock: what is shown depends on lesson, seed and cursor alone.
    void setStill(bool still);
    [[nodiscard]] QString message() const;
    /// The installed lesson of lowest number; empty where none can be read, which opening then tells.
    [[nodiscard]] const std::string& firstLesson() const { return m_firstLesson; }

 public Q_SLOTS:
    void follow(const QString& link);

 protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

 private:
    void build();
    void connectParts();
    void connectPage(Page* page);
    void connectLessons();
    void readCatalog();
    void exportProgress();
    /// Opens the tool where a step of the lesson wants it.
    void applyState(const lessons::StepState& state);
    void addKeys();
    void turnTo(int page);
    [[nodiscard]] Page* current() const;
    /// In presenter mode the head of the page stands in the top bar.
    void placeHeads();
    void applyTheme();
    /// Panels go before text shrinks: the left one becomes a drawer, then the small charts go.
    void arrange();
    void look();
    void showTaskRun(int taskRun);
    void togglePanel();
    /// The clicker: a text that is longer than its panel is paged through first.
    void turnPage(int by);
    /// Esc: what lies over the picture goes first, presenter mode last.
    void leave();
    void fitToScreen();
    void lessonOpened();
    void openLesson(const QString& id, const QString& version);
    /// Where the net that is left was looked at; the place that is asked for in the one that is there now, or was left.
    void keepPlace();
    [[nodiscard]] Cursor placeToStart();
    /// A place that may lie in another lesson, seed or epoch: opens and trains what it names.
    void openPlace(const Cursor& cursor);
    /// Without the lesson and the seed, which are opened and not gone to.
    [[nodiscard]] static Cursor placeIn(Cursor cursor);
    /// A step that was taken on the picture before this one may have no place in it: another layer is shorter.
    void stayInside(const lessons::Snapshot& snapshot);
    [[nodiscard]] bool isNarrow() const;

    Bridge& m_bridge;
    QSettings* m_settings;
    Theme m_theme;
    Cursor m_cursor;
    std::optional<Cursor> m_startCursor;  ///< of the next lesson that opens, where a place was asked for
    struct Visit {
        Cursor cursor;
        int lessonPage = 0;
    };
    std::map<std::string, Visit> m_visits;  ///< by Selection::key()
    Selection m_open;                       ///< what the cursor belongs to
    bool m_lookLater = false, m_checkLater = false;
    int m_jumps = 0;                  ///< places gone to: an answer about an older one comes too late
    bool m_stateLater = false;        ///< the lesson that opens goes to the state of its step
    std::optional<int> m_pageToOpen;  ///< its step, where a search found one
    int m_lessonCount = 0;
    std::string m_firstLesson;
    QString m_catalogFault;  ///< told once, when the first lesson is open
    bool m_still = false;
    bool m_drawerOpen = false;     ///< in a narrow window
    bool m_panelHidden = false;    ///< in a wide one
    bool m_lessonInstead = false;  ///< of the side panel of a page that has one

    TopBar* m_top;
    MessageBar* m_message;
    TrainOnBar* m_trainOn;
    StartHint* m_hint;
    QWidget* m_body;
    QStackedWidget* m_left;
    QStackedWidget* m_pages;
    QStackedWidget* m_transports;
    LessonPanel* m_lesson;
    LessonFiles* m_files;
    std::vector<Page*> m_pageList;  ///< in the order of their tabs
    std::vector<std::string> m_pageIds;
    SideCharts* m_charts;
    KeyHelp* m_keys;
    PresenterOverlay* m_overlay;
};

}  // namespace gui
