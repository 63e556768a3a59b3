// The bar at the top: lesson, pages, seed, training, presenter mode, theme.
#pragma once

#include <QFrame>
#include <vector>

#include "gui/theme/theme.h"
#include "lessons/catalog.h"
#include "lessons/session/snapshot.h"

class QBoxLayout;
class QButtonGroup;
class QLabel;
class QMenu;
class QPushButton;

namespace gui {

class TopBar : public QFrame {
    Q_OBJECT

 public:
    explicit TopBar(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// The lessons that can be chosen; each with its versions.
    /// Files with a fault are listed too, last; picking one tells it.
    void setCatalog(const lessons::Catalog& catalog);
    void setLesson(const lessons::Lesson& lesson, const QString& version);
    void addPage(const QString& name);
    void setPage(int page);
    void setSnapshot(const lessons::Snapshot& snapshot);
    void setDrawer(bool isOpen);
    /// A widget between lesson and pages; null takes it out again, it stays its owner's.
    void setInset(QWidget* inset);

 Q_SIGNALS:
    void pagePicked(int page);
    void lessonPicked(const QString& lesson, const QString& version);
    void faultPicked(const QString& message);
    void openFileWanted();
    void openFolderWanted();
    void trainClicked();
    void presentClicked();
    void themeClicked();
    void drawerClicked();

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    QPushButton* addButton(const QString& text, const QString& name, const char* kind = nullptr);
    void arrange();
    void arrangePresenting();

    Theme m_theme;
    QPushButton* m_drawer;
    QLabel* m_brand;
    QPushButton* m_lesson;
    QMenu* m_lessons;
    QBoxLayout* m_tabRow;
    QButtonGroup* m_tabs;
    QLabel* m_seed;
    QPushButton* m_train;
    QPushButton* m_present;
    QPushButton* m_themeButton;
    QWidget* m_inset = nullptr;
    QString m_fullTitle;
    bool m_training = false, m_isTrainable = true;
};

}  // namespace gui
