// Walks the widgets of a window and collects their texts.
#include "gui/studio/visibletexts.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QAbstractTextDocumentLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QStyleOptionButton>
#include <QTableWidget>
#include <QTextBlock>
#include <QTextEdit>
#include <QTextLayout>
#include <QWidget>

#include "gui/widgets/paintedtexts.h"

namespace gui {
namespace {

class Collector {
 public:
    explicit Collector(const QWidget& window) : m_window(window) {}

    void visit(const QWidget& widget) {
        if (!widget.isVisibleTo(&m_window)) return;
        if (const auto* painted = dynamic_cast<const PaintedTexts*>(&widget)) {
            for (const DrawnText& text : painted->paintedTexts()) addDrawn(widget, text);
            if (dynamic_cast<const QAbstractButton*>(&widget)) return;
        } else if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
            addLabel(*label);
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
            if (qobject_cast<const QCheckBox*>(button))
                addLeft(widget, button->text(), 22, 0);
            else
                addButton(*button);
        } else if (const auto* combo = qobject_cast<const QComboBox*>(&widget)) {
            addLeft(widget, combo->currentText(), 9, 26);
            return;
        } else if (const auto* line = qobject_cast<const QLineEdit*>(&widget)) {
            const bool inSpinBox = qobject_cast<const QAbstractSpinBox*>(line->parentWidget());
            addLeft(widget, line->text().isEmpty() ? line->placeholderText() : line->text(), inSpinBox ? 2 : 9,
                    inSpinBox ? 0 : 5);
            return;
        } else if (const auto* edit = qobject_cast<const QTextEdit*>(&widget)) {
            addDocument(*edit);
            return;
        } else if (const auto* table = qobject_cast<const QTableWidget*>(&widget)) {
            addTable(*table);
            return;
        }
        for (const QObject* child : widget.children())
            if (const auto* inner = qobject_cast<const QWidget*>(child); inner && !inner->isWindow()) visit(*inner);
    }

    std::vector<VisibleText> texts;

 private:
    /// `room`: what shows the text; ink beyond it is lost. Null: all that can be seen of the widget.
    void add(const QWidget& widget, const QString& text, const QRectF& rect, const QFont& font, const QString& name,
             const QRectF& room = {}) {
        if (text.trimmed().isEmpty()) return;
        const QRectF seen = QRectF(widget.visibleRegion().boundingRect());
        const QRectF inside = rect.intersected(room.isNull() ? seen : room.intersected(seen));
        if (inside.width() < 1 || inside.height() < rect.height() / 3) return;
        const QPointF origin = widget.mapTo(&m_window, QPoint(0, 0));
        VisibleText result;
        result.text = text;
        result.rect = inside.translated(origin);
        result.px = QFontInfo(font).pixelSize();
        result.name = name;
        result.cut = rect.width() - inside.width() > 1.5 || (rect.height() - inside.height() > 3 && !scrolls(widget));
        texts.push_back(std::move(result));
    }

    /// A line at the edge of what scrolls up and down is not lost.
    [[nodiscard]] bool scrolls(const QWidget& widget) const {
        for (const QWidget* up = &widget; up && up != &m_window; up = up->parentWidget())
            if (const auto* area = qobject_cast<const QAbstractScrollArea*>(up);
                area && area->verticalScrollBarPolicy() != Qt::ScrollBarAlwaysOff)
                return true;
        return false;
    }

    void addDrawn(const QWidget& widget, const DrawnText& text) {
        const QFontMetricsF metrics(text.font);
        // The rectangle a text was given may be wider than its ink.
        QRectF ink(0, 0, metrics.horizontalAdvance(text.text), std::min(metrics.height(), text.rect.height()));
        if (ink.width() > text.rect.width() && text.text.contains(u' ')) ink = text.rect;
        if (text.alignment & Qt::AlignRight)
            ink.moveRight(text.rect.right());
        else if (text.alignment & Qt::AlignHCenter)
            ink.moveCenter({text.rect.center().x(), 0});
        else
            ink.moveLeft(text.rect.left());
        if (text.alignment & Qt::AlignTop)
            ink.moveTop(text.rect.top());
        else if (text.alignment & Qt::AlignBottom)
            ink.moveBottom(text.rect.bottom());
        else
            ink.moveCenter({ink.center().x(), text.rect.center().y()});
        add(widget, text.text, ink, text.font, text.name);
    }

    void addLabel(const QLabel& label) {
        const QRect area = label.contentsRect();
        const int flags = int(label.alignment()) | (label.wordWrap() ? Qt::TextWordWrap : 0);
        const QRectF ink = label.fontMetrics().boundingRect(area, flags, label.text());
        QString name = label.accessibleName();
        add(label, label.text(), ink, label.font(), name);
    }

    void addButton(const QAbstractButton& button) {
        const QFontMetricsF metrics(button.font());
        QRectF ink(0, 0, metrics.horizontalAdvance(button.text()), metrics.height());
        ink.moveCenter(QRectF(button.rect()).center());
        if (!button.icon().isNull())
            ink.translate(
                (button.layoutDirection() == Qt::RightToLeft ? -1 : 1) * (button.iconSize().width() + 4) / 2.0, 0);
        // A style clips the words to what its padding leaves.
        QStyleOptionButton option;
        option.initFrom(&button);
        const bool isPush = qobject_cast<const QPushButton*>(&button);
        const QRectF room =
            isPush ? QRectF(button.style()->subElementRect(QStyle::SE_PushButtonContents, &option, &button))
                   : QRectF(button.rect());
        add(button, button.text(), ink, button.font(), button.accessibleName(), room.adjusted(-2, -8, 2, 8));
    }

    void addLeft(const QWidget& widget, const QString& text, double left, double right) {
        const QFontMetricsF metrics(widget.font());
        // The field inside of a spin box is lower than its font's line: ascent and descent fit.
        QRectF ink(left, 0, metrics.horizontalAdvance(text), std::min<qreal>(metrics.height(), widget.height()));
        ink.moveCenter({ink.center().x(), widget.rect().height() / 2.0});
        add(widget, text, ink, widget.font(), widget.accessibleName(), QRectF(widget.rect()).adjusted(0, 0, -right, 0));
    }

    void addDocument(const QTextEdit& edit) {
        const QTextDocument& document = *edit.document();
        const QPointF origin = edit.viewport()->pos();
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
            const QPointF corner = document.documentLayout()->blockBoundingRect(block).topLeft() + origin;
            for (int k = 0; k < block.layout()->lineCount(); ++k) {
                const QTextLine line = block.layout()->lineAt(k);
                add(edit, block.text().mid(line.textStart(), line.textLength()),
                    line.naturalTextRect().translated(corner), document.defaultFont(), {});
            }
        }
    }

    void addTable(const QTableWidget& table) {
        const QPoint origin = table.viewport()->pos();
        for (int c = 0; c < table.columnCount(); ++c) {
            if (!table.horizontalHeaderItem(c) || table.isColumnHidden(c)) continue;
            const QHeaderView& header = *table.horizontalHeader();
            const QRectF room(header.sectionViewportPosition(c), header.y(), header.sectionSize(c), header.height());
            const QString& title = table.horizontalHeaderItem(c)->text();
            QRectF ink = QFontMetricsF(header.font())
                             .boundingRect(QRectF(0, 0, room.width() - 10, 1e4), Qt::TextWordWrap, title);
            ink.moveTopLeft({room.left() + 5, room.center().y() - ink.height() / 2});
            add(table, title, ink, header.font(), {}, room);
        }
        const QFontMetricsF metrics(table.font());
        for (int r = 0; r < table.rowCount(); ++r)
            for (int c = 0; c < table.columnCount(); ++c)
                if (const QTableWidgetItem* item = table.isColumnHidden(c) ? nullptr : table.item(r, c)) {
                    const QRect cell = table.visualItemRect(item);
                    if (!table.viewport()->rect().contains(cell.center())) continue;
                    const QRectF room = QRectF(cell.translated(origin)).adjusted(4, 1, -2, -1);
                    QRectF ink = metrics.boundingRect(QRectF(0, 0, room.width(), 1e4), Qt::TextWordWrap, item->text());
                    ink.moveTopLeft({room.left(), room.center().y() - ink.height() / 2});
                    // Rows that are too high show their first lines and an ellipsis: then the text is cut.
                    VisibleText* before = texts.empty() ? nullptr : &texts.back();
                    add(table, item->text(), ink.intersected(room), table.font(), {});
                    if (&texts.back() != before)
                        texts.back().cut =
                            texts.back().cut || ink.height() > room.height() + 3 || ink.width() > room.width() + 1.5;
                }
    }

    const QWidget& m_window;
};

}  // namespace

std::vector<VisibleText> visibleTexts(const QWidget& window) {
    Collector collector(window);
    collector.visit(window);
    return std::move(collector.texts);
}

}  // namespace gui
