// Puts the window together.
#include "gui/app/mainwindow.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "gui/app/keyhelp.h"
#include "gui/app/presenteroverlay.h"
#include "gui/app/starthint.h"
#include "gui/app/topbar.h"
#include "gui/app/trainonbar.h"
#include "gui/lesson/lessonpanel.h"
#include "gui/outcome/sidecharts.h"
#include "gui/pages/page.h"
#include "gui/pages/pages.h"
#include "gui/widgets/messagebar.h"
#include "gui/widgets/wheelguard.h"
#include "lessons/catalog.h"

namespace gui {

MainWindow::MainWindow(Bridge& bridge, QSettings* settings, QWidget* parent)
    : QMainWindow(parent), m_bridge(bridge), m_settings(settings), m_theme(Theme::make(Theme::Kind::Light)) {
    setWindowTitle(QStringLiteral("Gatewise"));
    fitToScreen();
    build();
    connectParts();
    connectLessons();
    addKeys();
    if (settings) {
        restoreGeometry(settings->value(QStringLiteral("window/geometry")).toByteArray());
        attempt(bridge, [&] {
            const Theme::Kind kind =
                Theme::kindFromName(settings->value(QStringLiteral("window/theme"), "light").toString());
            m_theme = Theme::make(kind, false, settings->value(QStringLiteral("window/textScale"), 1.0).toDouble());
            for (Page* page : m_pageList) page->restore(*settings);
        });
        setPage(settings->value(QStringLiteral("window/page")).toString().toStdString());
        if (!settings->value(QStringLiteral("window/hintSeen"), false).toBool()) m_hint->start();
        connect(m_hint, &StartHint::done, this,
                [settings] { settings->setValue(QStringLiteral("window/hintSeen"), true); });
    }
    attempt(bridge, [this] { readCatalog(); });
    applyTheme();
}

MainWindow::~MainWindow() = default;

void MainWindow::build() {
    auto* central = new QWidget(this);
    central->setObjectName(QStringLiteral("page"));
    m_top = new TopBar(central);
    new WheelGuard(this);
    m_body = new QWidget(central);
    m_message = new MessageBar(m_body);
    m_left = new QStackedWidget(m_body);
    m_pages = new QStackedWidget(m_body);
    m_lesson = new LessonPanel(m_left);
    m_charts = new SideCharts(m_bridge, m_body);
    m_transports = new QStackedWidget(central);
    m_left->addWidget(m_lesson);
    for (const PageEntry& entry : pageEntries()) {
        Page* page = entry.make(m_bridge);
        m_pageList.push_back(page);
        m_pageIds.push_back(entry.id);
        m_pages->addWidget(page);
        m_transports->addWidget(page->transport());
        if (page->side()) m_left->addWidget(page->side());
        m_top->addPage(entry.title);
    }

    auto* row = new QHBoxLayout(m_body);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_left);
    row->addWidget(m_pages, 1);
    row->addWidget(m_charts);
    auto* column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_top);
    column->addWidget(m_body, 1);
    column->addWidget(m_transports);
    m_transports->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    setCentralWidget(central);
    m_trainOn = new TrainOnBar(m_bridge, m_body);
    m_hint = new StartHint(m_body);
    setMinimumSize(800, 560);
    m_keys = new KeyHelp(this);
    m_overlay = new PresenterOverlay(this);
    turnTo(0);
}

void MainWindow::connectParts() {
    connect(&m_bridge, &Bridge::opened, this, &MainWindow::lessonOpened);
    connect(&m_bridge, &Bridge::failed, m_message, &MessageBar::showError);
    connect(&m_bridge, &Bridge::snapshotChanged, m_top,
            [this](const auto& snapshot) { m_top->setSnapshot(*snapshot); });
    // A page that nobody sees is not drawn.
    connect(&m_bridge, &Bridge::snapshotChanged, this,
            [this](const auto& snapshot) { current()->setSnapshot(snapshot); });
    connect(&m_bridge, &Bridge::snapshotChanged, this, [this](const auto& snapshot) { stayInside(*snapshot); });
    connect(&m_bridge, &Bridge::snapshotChanged, this, [this](const auto& snapshot) {
        if (!m_lookLater || !snapshot->shown.trace) return;
        // What a command line asked for could not be compared with the net before there was one.
        if (std::exchange(m_checkLater, false))
            m_bridge.ask(lessons::PlaceQuestion{snapshot, m_cursor}, this, [this](const lessons::Answer& answer) {
                if (!answer.fault.empty()) m_bridge.report(QString::fromStdString(answer.fault));
            });
        look();
    });
    for (Page* page : m_pageList) connectPage(page);
    connect(m_lesson, &LessonPanel::linkActivated, this, &MainWindow::follow);
    connect(m_charts, &SideCharts::taskRunPicked, this, &MainWindow::showTaskRun);
    connect(m_top, &TopBar::pagePicked, this, &MainWindow::turnTo);
    connect(m_top, &TopBar::lessonPicked, this, &MainWindow::openLesson);
    connect(m_top, &TopBar::faultPicked, &m_bridge, &Bridge::report);
    connect(m_top, &TopBar::trainClicked, this, [this] { m_bridge.toggleTraining(); });
    connect(m_top, &TopBar::presentClicked, this, [this] { setPresenter(!m_theme.presenter); });
    connect(m_top, &TopBar::themeClicked, this, [this] { setThemeKind(Theme::Kind((int(m_theme.kind) + 1) % 3)); });
    connect(m_top, &TopBar::drawerClicked, this, [this] { togglePanel(); });
}

void MainWindow::connectPage(Page* page) {
    connect(page, &Page::failed, &m_bridge, &Bridge::report);
    connect(page, &Page::told, m_message, &MessageBar::showNote);
    connect(page, &Page::placePicked, m_hint, &StartHint::count);
    connect(page, &Page::placeWanted, this, &MainWindow::openPlace);
    connect(page, &Page::placePicked, this, [this](const Cursor& place) {
        // What is still drawn of the net that was left leads nowhere in the one that has opened.
        if (m_bridge.snapshot() && m_bridge.snapshot()->shown.trace) setCursorState(place);
    });
    connect(page, &Page::linkFollowed, this, &MainWindow::follow);
    connect(page, &Page::taskRunPicked, this, &MainWindow::showTaskRun);
    connect(page, &Page::lessonWanted, this, [this] {
        m_lessonInstead = true;
        arrange();
    });
}

void MainWindow::setPage(const std::string& id) {
    const auto found = std::find(m_pageIds.begin(), m_pageIds.end(), id);
    if (found != m_pageIds.end()) turnTo(int(found - m_pageIds.begin()));
}

std::string MainWindow::page() const {
    return m_pageIds[std::size_t(m_pages->currentIndex())];
}

Page* MainWindow::current() const {
    return m_pageList[std::size_t(m_pages->currentIndex())];
}

void MainWindow::turnTo(int page) {
    m_pages->setCurrentIndex(page);
    m_transports->setCurrentIndex(page);
    m_top->setPage(page);
    if (m_bridge.snapshot()) current()->setSnapshot(m_bridge.snapshot());
    placeHeads();
    m_lessonInstead = false;
    arrange();
}

/// One line less above the picture.
void MainWindow::placeHeads() {
    for (Page* page : m_pageList) {
        QWidget* head = page->head();
        if (!head) continue;
        if (m_theme.presenter) {
            m_top->setInset(head);
            head->setVisible(page == current());
        } else if (head->parentWidget() == m_top) {
            m_top->setInset(nullptr);
            page->takeHeadBack();
        }
    }
}

void MainWindow::setThemeKind(Theme::Kind kind) {
    m_theme = Theme::make(kind, m_theme.presenter, m_theme.textScale);
    applyTheme();
}

void MainWindow::setTextScale(double scale) {
    m_theme = Theme::make(m_theme.kind, m_theme.presenter, scale);
    applyTheme();
}

void MainWindow::setPresenter(bool presenting, bool fullScreen) {
    m_theme = Theme::make(m_theme.kind, presenting, m_theme.textScale);
    m_drawerOpen = false;
    placeHeads();
    if (fullScreen && presenting)
        showFullScreen();
    else if (fullScreen)
        showNormal();
    applyTheme();
    if (presenting) m_hint->hide();
    m_overlay->setPresenting(presenting);
}

void MainWindow::applyTheme() {
    setPalette(m_theme.palette());
    setStyleSheet(m_theme.styleSheet());
    m_top->setTheme(m_theme);
    m_message->setTheme(m_theme);
    m_trainOn->setTheme(m_theme);
    m_lesson->setTheme(m_theme);
    for (Page* page : m_pageList) page->setTheme(m_theme);
    m_charts->setTheme(m_theme);
    m_overlay->setTheme(m_theme);
    arrange();
}

void MainWindow::setStill(bool still) {
    m_still = still;
    for (Page* page : m_pageList) page->setStill(still);
    m_charts->setStill(still);
}

void MainWindow::setLessonPage(int page) {
    m_lesson->setPage(page);
}

QString MainWindow::message() const {
    return m_message->text();
}

void MainWindow::leave() {
    if (m_keys->isVisible())
        m_keys->hide();
    else if (m_theme.presenter && m_left->isVisible())
        togglePanel();
    else if (m_theme.presenter)
        setPresenter(false);
    else
        static_cast<void>(current()->goBack());
}

/// As designed where the screen has the room, with a hand's breadth for the title bar and the panels of the desktop.
void MainWindow::fitToScreen() {
    QSize size(1440, 900);
    if (const QScreen* at = screen()) {
        const QSize room = at->availableSize() - QSize(16, 48);
        // A large screen gives the cell more room.
        if (room.width() >= 1900 && room.height() >= 1000) size = QSize(1760, 1000);
        size = size.boundedTo(room.expandedTo(QSize(800, 560)));
    }
    resize(size);
}

bool MainWindow::isNarrow() const {
    return width() < (m_theme.presenter ? 1700 : 1240) * std::max(1.0, m_theme.textScale);
}

void MainWindow::togglePanel() {
    if (isNarrow())
        m_drawerOpen = !m_drawerOpen;
    else if (current()->side())
        m_lessonInstead = !m_lessonInstead;
    else
        m_panelHidden = !m_panelHidden;
    arrange();
}

void MainWindow::turnPage(int by) {
    const bool isRead = m_lesson->isVisible();
    if (isRead && m_lesson->scrollByPage(by)) return;
    // What was put away comes back where it was.
    if (isRead) m_lesson->goToPage(m_lesson->page() + by, by < 0);
    m_lessonInstead = true;
    m_panelHidden = false;
    m_drawerOpen = true;
    arrange();
}

void MainWindow::arrange() {
    const bool narrow = isNarrow();
    // A page's own panel stands at the left, unless the lesson was asked for.
    QWidget* side = m_lessonInstead || (narrow && m_theme.presenter) ? nullptr : current()->side();
    m_left->setCurrentWidget(side ? side : m_lesson);
    auto* row = static_cast<QHBoxLayout*>(m_body->layout());
    const double factor = m_theme.textScale * (m_theme.presenter ? 1.3 : 1);
    // As wide as the longest label of its settings asks for.
    const int asked = side ? current()->sideWidth() : 0;
    // In front of a class the lesson never covers the cell: it has a column of its own, and is put away.
    const bool overlays = narrow && !m_theme.presenter;
    const int most = m_theme.presenter ? width() * (width() < 1200 ? 27 : 32) / 100 : width() / 2;
    const int leftWidth = std::min(most, std::max(asked, int((width() >= 1400 ? 330 : 290) * factor)));
    m_left->setFixedWidth(leftWidth);
    const bool inRow = row->indexOf(m_left) >= 0;
    if (overlays && inRow) row->removeWidget(m_left);
    if (!overlays && !inRow) row->insertWidget(0, m_left);
    if (overlays) {
        m_left->setGeometry(0, 0, leftWidth, m_body->height());
        m_left->raise();
    }
    m_left->setVisible(narrow ? m_drawerOpen : !m_panelHidden || current()->side());
    m_top->setDrawer(!m_left->isHidden());
    m_charts->setVisible(current()->isBesideOutcome() && width() >= 900 * factor);
    m_charts->setFixedWidth(int((width() >= 1400 ? 278 : 250) * std::max(1.0, factor)));
    if (m_overlay->isVisible()) m_overlay->setGeometry(rect());
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    // The layout gives the body its height only after this event.
    if (layout()) layout()->activate();
    centralWidget()->layout()->activate();
    arrange();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (m_settings && !m_theme.presenter) {
        m_settings->setValue(QStringLiteral("window/geometry"), saveGeometry());
        m_settings->setValue(QStringLiteral("window/page"), QString::fromStdString(page()));
        m_settings->setValue(QStringLiteral("window/theme"), m_theme.name());
        m_settings->setValue(QStringLiteral("window/textScale"), m_theme.textScale);
        const Selection& open = m_bridge.selection();
        if (m_bridge.isOpen()) {
            m_settings->setValue(QStringLiteral("window/lesson"), QString::fromStdString(open.lesson));
            m_settings->setValue(QStringLiteral("window/version"), QString::fromStdString(open.version));
            // A lesson from elsewhere is found by its file.
            const std::vector<std::string> added = lessons::addedLessonFiles();
            const std::string& file = m_bridge.lesson().file;
            const bool isAdded = std::find(added.begin(), added.end(), file) != added.end();
            m_settings->setValue(QStringLiteral("window/lessonFile"),
                                 isAdded ? QString::fromStdString(file) : QString());
        }
        for (const Page* page : m_pageList) page->save(*m_settings);
    }
    event->accept();
}

}  // namespace gui
