// Builds the top bar; names give way to icons where the window is narrow.
#include "gui/app/topbar.h"

#include <QButtonGroup>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

#include "gui/widgets/icons.h"

namespace gui {

TopBar::TopBar(QWidget* parent)
    : QFrame(parent),
      m_theme(Theme::make(Theme::Kind::Light)),
      m_brand(new QLabel(QStringLiteral("Gatewise"), this)),
      m_lessons(new QMenu(this)),
      m_tabs(new QButtonGroup(this)),
      m_seed(new QLabel(this)) {
    setObjectName(QStringLiteral("topBar"));
    setAttribute(Qt::WA_StyledBackground);
    m_brand->setProperty("kind", "brand");
    m_seed->setProperty("kind", "mutedNumber");
    m_drawer = addButton({}, tr("Show or hide the left panel"), "flat");
    m_drawer->setCheckable(true);
    m_lesson = addButton({}, tr("Choose a lesson"), "flat");
    m_lesson->setMenu(m_lessons);
    m_train = addButton(tr(" Train"), tr("Start training"), "primary");
    m_present = addButton(tr("Present F5"), tr("Presenter mode"));
    m_themeButton = addButton({}, tr("Change the theme: light, dark, high contrast"));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 8, 16, 8);
    row->setSpacing(8);
    row->addWidget(m_drawer);
    row->addWidget(m_brand);
    row->addSpacing(4);
    row->addWidget(m_lesson);
    row->addStretch(1);
    m_tabRow = new QHBoxLayout;
    m_tabRow->setSpacing(4);
    row->addLayout(m_tabRow);
    row->addStretch(1);
    row->addWidget(m_seed);
    row->addSpacing(4);
    row->addWidget(m_train);
    row->addWidget(m_present);
    row->addWidget(m_themeButton);

    connect(m_tabs, &QButtonGroup::idClicked, this, &TopBar::pagePicked);
    connect(m_train, &QPushButton::clicked, this, &TopBar::trainClicked);
    connect(m_present, &QPushButton::clicked, this, &TopBar::presentClicked);
    connect(m_themeButton, &QPushButton::clicked, this, &TopBar::themeClicked);
    connect(m_drawer, &QPushButton::clicked, this, &TopBar::drawerClicked);
}

QPushButton* TopBar::addButton(const QString& text, const QString& name, const char* kind) {
    auto* button = new QPushButton(text, this);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::TabFocus);
    if (kind) button->setProperty("kind", kind);
    return button;
}

void TopBar::addPage(const QString& name) {
    auto* tab = new QPushButton(name, this);
    tab->setCheckable(true);
    tab->setFocusPolicy(Qt::TabFocus);
    tab->setProperty("kind", "tab");
    tab->setAccessibleName(tr("%1 page").arg(name));
    m_tabRow->addWidget(tab);
    m_tabs->addButton(tab, int(m_tabs->buttons().size()));
}

void TopBar::setPage(int page) {
    if (auto* tab = m_tabs->button(page)) tab->setChecked(true);
}

void TopBar::setCatalog(const lessons::Catalog& catalog) {
    m_lessons->clear();
    for (const lessons::Lesson& lesson : catalog.lessons) {
        const QString id = QString::fromStdString(lesson.id);
        for (const std::string& version : lesson.versions) {
            const bool first = version == lesson.versions.front();
            const QString title =
                QStringLiteral("%1 \u00B7 %2").arg(lesson.number).arg(QString::fromStdString(lesson.title));
            const QString text = first ? title : tr("%1, tutorial version").arg(title);
            m_lessons->addAction(text, this,
                                 [this, id, version] { Q_EMIT lessonPicked(id, QString::fromStdString(version)); });
        }
    }
    if (!catalog.faults.empty()) m_lessons->addSeparator();
    for (const lessons::LessonFault& fault : catalog.faults) {
        const QString message = QString::fromStdString(fault.message);
        m_lessons->addAction(tr("%1 has a fault").arg(QString::fromStdString(fault.file)), this,
                             [this, message] { Q_EMIT faultPicked(message); });
    }
    m_lessons->addSeparator();
    m_lessons->addAction(tr("Open lesson... (Ctrl+O)"), this, &TopBar::openFileWanted);
    m_lessons->addAction(tr("Open folder of lessons..."), this, &TopBar::openFolderWanted);
}

void TopBar::setLesson(const lessons::Lesson& lesson, const QString& version) {
    m_fullTitle = QStringLiteral("%1 \u00B7 %2").arg(lesson.number).arg(QString::fromStdString(lesson.title));
    if (!lesson.versions.empty() && version != QString::fromStdString(lesson.versions.front()))
        m_fullTitle = tr("%1 (tutorial)").arg(m_fullTitle);
    m_lesson->setAccessibleName(tr("Lesson %1; choose another").arg(m_fullTitle));
    arrange();
}

void TopBar::setSnapshot(const lessons::Snapshot& snapshot) {
    const QString seed = tr("seed %1").arg(snapshot.status.seed);
    if (m_seed->text() != seed) m_seed->setText(seed);
    const bool training = snapshot.status.state == lessons::RunState::Training;
    m_train->setEnabled(snapshot.status.epochs > 0);
    if (const bool trainable = !snapshot.task || snapshot.task->isTrainable(); trainable != m_isTrainable) {
        m_isTrainable = trainable;
        arrange();
    }
    if (training == m_training) return;
    m_training = training;
    m_train->setText(training ? tr(" Pause") : tr(" Train"));
    m_train->setAccessibleName(training ? tr("Pause training") : tr("Start training"));
    m_train->setIcon(makeIcon(training ? Icon::Pause : Icon::Play, m_theme.accentInk, 13));
}

void TopBar::setDrawer(bool isOpen) {
    m_drawer->setChecked(isOpen);
}

void TopBar::setInset(QWidget* inset) {
    auto* row = static_cast<QHBoxLayout*>(layout());
    if (m_inset) row->removeWidget(m_inset);
    m_inset = inset;
    if (inset) {
        // A change of parent hides a widget.
        const bool isShown = !inset->isHidden();
        row->insertWidget(row->indexOf(m_lesson) + 1, inset);
        inset->setVisible(isShown);
    }
    arrange();
}

void TopBar::setTheme(const Theme& theme) {
    m_theme = theme;
    const int size = theme.presenter ? 18 : 13;
    m_train->setIcon(makeIcon(m_training ? Icon::Pause : Icon::Play, theme.accentInk, size));
    for (QPushButton* button : {m_drawer, m_themeButton}) button->setIconSize(QSize(size + 5, size + 5));
    for (QPushButton* button : {m_train, m_lesson}) button->setIconSize(QSize(size, size));
    m_lesson->setIcon(makeIcon(Icon::Down, theme.mutedInk, size - 1));
    m_lesson->setLayoutDirection(Qt::RightToLeft);  // the arrow after the title
    m_drawer->setIcon(makeIcon(Icon::Menu, theme.ink, size + 5));
    m_themeButton->setIcon(makeIcon(Icon::Theme, theme.ink, size + 3));
    m_present->setText(theme.presenter ? tr("Leave Esc") : tr("Present F5"));
    arrange();
}

void TopBar::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    arrange();
}

void TopBar::arrange() {
    // Widths are told in ems of the buttons' type, so that they hold at every text scale.
    const double em =
        std::max(m_theme.presenter ? 20.0 : 12.0, 14 * m_theme.textScale * (m_theme.presenter ? 1.43 : 1));
    const double room = width() / em;
    m_brand->setVisible(room > 62);
    m_seed->setVisible(room > 50);
    m_present->setVisible(room > 42);
    const int most = int(em * (room > 90 ? 24 : room > 70 ? 15 : 9));
    QFont font = m_theme.font(Theme::Text::Strong);
    font.setPixelSize(int(em));
    m_lesson->setText(QFontMetrics(font).elidedText(m_fullTitle, Qt::ElideRight, most) + u' ');
    for (QWidget* always :
         {static_cast<QWidget*>(m_lesson), static_cast<QWidget*>(m_train), static_cast<QWidget*>(m_themeButton)})
        always->show();
    // What cannot be trained has no button for it.
    if (!m_isTrainable) m_train->hide();
    if (m_theme.presenter) arrangePresenting();
}

/// In front of a class: where we are, which page, the way out; the rest as far as it fits.
void TopBar::arrangePresenting() {
    m_brand->hide();
    m_seed->hide();
    m_themeButton->hide();
    m_present->show();
    const auto widthOf = [this](const QWidget* widget) { return widget->sizeHint().width() + layout()->spacing(); };
    int room = width() - 40 - widthOf(m_drawer) - widthOf(m_present);
    for (const QAbstractButton* tab : m_tabs->buttons()) room -= widthOf(tab);
    if (m_inset && !m_inset->isHidden()) room -= widthOf(m_inset);
    for (QPushButton* button : {m_lesson, m_train}) {
        const bool fits = widthOf(button) <= room && (button != m_train || m_isTrainable);
        if (fits) room -= widthOf(button);
        button->setVisible(fits);
    }
}

}  // namespace gui
