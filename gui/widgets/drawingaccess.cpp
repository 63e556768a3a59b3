// Accessible interfaces of drawings.
#include "gui/widgets/drawingaccess.h"

#include <QAccessibleActionInterface>
#include <QAccessibleWidget>
#include <QCoreApplication>
#include <QPointer>
#include <vector>

#include "gui/widgets/drawingview.h"

namespace gui {
namespace {

/// One target. It looks its target up anew: a drawing is replaced many times a second.
class TargetAccess : public QAccessibleInterface, public QAccessibleActionInterface {
 public:
    TargetAccess(DrawingView* view, int index) : m_view(view), m_index(index) {}

    bool isValid() const override { return m_view && m_index < static_cast<int>(m_view->drawing().targets.size()); }
    QObject* object() const override { return nullptr; }
    QWindow* window() const override { return m_view ? m_view->window()->windowHandle() : nullptr; }
    QAccessibleInterface* parent() const override { return QAccessible::queryAccessibleInterface(m_view); }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QString text(QAccessible::Text kind) const override {
        if (!isValid()) return {};
        const DrawnTarget& target = m_view->drawing().targets[static_cast<std::size_t>(m_index)];
        if (kind == QAccessible::Name) return target.name;
        if (kind != QAccessible::Description) return {};
        if (!target.grid.isEmpty())
            return QCoreApplication::translate("gui::DrawingView",
                                               "arrow keys go from weight to weight, a double click changes one");
        return target.edit.isEmpty()
                   ? QString()
                   : QCoreApplication::translate("gui::DrawingView",
                                                 "can be changed: press Enter or type a number, or drag it");
    }
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override {
        if (!isValid()) return {};
        const QRect rect = m_view->drawing().targets[static_cast<std::size_t>(m_index)].rect.toAlignedRect();
        return {m_view->mapToGlobal(rect.topLeft()), rect.size()};
    }
    QAccessible::Role role() const override { return QAccessible::Button; }
    QAccessible::State state() const override {
        QAccessible::State state;
        state.focusable = true;
        state.focused = m_view && m_view->hasFocus() && m_view->focusedTarget() == m_index;
        state.invalid = !isValid();
        return state;
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
    }
    QStringList actionNames() const override { return {pressAction()}; }
    void doAction(const QString& name) override {
        if (m_view && name == pressAction()) m_view->activate(m_index);
    }
    QStringList keyBindingsForAction(const QString&) const override { return {}; }

 private:
    QPointer<DrawingView> m_view;
    int m_index;
};

class ViewAccess : public QAccessibleWidget {
 public:
    explicit ViewAccess(DrawingView* view) : QAccessibleWidget(view, QAccessible::Graphic), m_view(view) {}
    ~ViewAccess() override {
        for (const QAccessible::Id id : m_ids) QAccessible::deleteAccessibleInterface(id);
    }

    int childCount() const override { return static_cast<int>(m_view->drawing().targets.size()); }
    QAccessibleInterface* child(int index) const override {
        if (index < 0 || index >= childCount()) return nullptr;
        while (static_cast<int>(m_ids.size()) <= index)
            m_ids.push_back(
                QAccessible::registerAccessibleInterface(new TargetAccess(m_view, static_cast<int>(m_ids.size()))));
        return QAccessible::accessibleInterface(m_ids[static_cast<std::size_t>(index)]);
    }
    int indexOfChild(const QAccessibleInterface* child) const override {
        for (std::size_t k = 0; k < m_ids.size(); ++k)
            if (QAccessible::accessibleInterface(m_ids[k]) == child) return static_cast<int>(k);
        return -1;
    }
    QAccessibleInterface* childAt(int x, int y) const override {
        return child(m_view->targetAt(m_view->mapFromGlobal(QPoint(x, y))));
    }

 private:
    DrawingView* m_view;
    mutable std::vector<QAccessible::Id> m_ids;
};

QAccessibleInterface* makeAccess(const QString&, QObject* object) {
    auto* view = qobject_cast<DrawingView*>(object);
    return view ? new ViewAccess(view) : nullptr;
}

}  // namespace

void installDrawingAccess() {
    static const bool once = [] {
        QAccessible::installFactory(makeAccess);
        return true;
    }();
    Q_UNUSED(once);
}

}  // namespace gui
