// Walks the widgets of a window and collects their texts.
#include "gui/cli/visibletexts.h"

#include <QAbstractButton>
#include <QAbstractTextDocumentLayout>
#include <QComboBox>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTableWidget>
#include <QTextBlock>
#include <QTextEdit>
#include <QTextLayout>
#include <QWidget>

#include "gui/widgets/paintedtexts.h"

namespace gui::cli {
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
            addCentred(widget, button->text());
        } else if (const auto* combo = qobject_cast<const QComboBox*>(&widget)) {
            addLeft(widget, combo->currentText(), 9);
            return;
        } else if (const auto* line = qobject_cast<const QLineEdit*>(&widget)) {
            addLeft(widget, line->text(), 9);
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
    void add(const QWidget& widget, const QString& text, const QRectF& rect, const QFont& font, const QString& name) {
        if (text.trimmed().isEmpty()) return;
        const QRectF seen = QRectF(widget.visibleRegion().boundingRect());
        const QRectF inside = rect.intersected(seen);
        if (inside.width() < 1 || inside.height() < rect.height() / 3) return;
        const QPointF origin = widget.mapTo(&m_window, QPoint(0, 0));
        VisibleText result;
        result.text = text;
        result.rect = inside.translated(origin);
        result.px = QFontInfo(font).pixelSize();
        result.name = name;
        result.cut = rect.width() - inside.width() > 1.5 || rect.height() - inside.height() > 3;
        texts.push_back(std::move(result));
    }

    void addDrawn(const QWidget& widget, const DrawnText& text) {
        const QFontMetricsF metrics(text.font);
        // The rectangle a text was given may be wider than its ink.
        QRectF ink(0, 0, metrics.horizontalAdvance(text.text), std::min(metrics.height(), text.rect.height()));
        if (ink.width() > text.rect.width() && text.text.contains(u' ')) ink = text.rect;
        if (text.alignment & Qt::AlignRight) ink.moveRight(text.rect.right());
        else if (text.alignment & Qt::AlignHCenter) ink.moveCenter({text.rect.center().x(), 0});
        else ink.moveLeft(text.rect.left());
        if (text.alignment & Qt::AlignTop) ink.moveTop(text.rect.top());
        else if (text.alignment & Qt::AlignBottom) ink.moveBottom(text.rect.bottom());
        else ink.moveCenter({ink.center().x(), text.rect.center().y()});
        add(widget, text.text, ink, text.font, text.name);
    }

    void addLabel(const QLabel& label) {
        const QRect area = label.contentsRect();
        const int flags = int(label.alignment()) | (label.wordWrap() ? Qt::TextWordWrap : 0);
        const QRectF ink = label.fontMetrics().boundingRect(area, flags, label.text());
        QString name = label.accessibleName();
        add(label, label.text(), ink, label.font(), name);
    }

    void addCentred(const QWidget& widget, const QString& text) {
        const QFontMetricsF metrics(widget.font());
        QRectF ink(0, 0, metrics.horizontalAdvance(text), metrics.height());
        ink.moveCenter(QRectF(widget.rect()).center());
        add(widget, text, ink, widget.font(), widget.accessibleName());
    }

    void addLeft(const QWidget& widget, const QString& text, double margin) {
        const QFontMetricsF metrics(widget.font());
        QRectF ink(margin, 0, std::min(metrics.horizontalAdvance(text), widget.width() - margin), metrics.height());
        ink.moveCenter({ink.center().x(), widget.rect().height() / 2.0});
        add(widget, text, ink, widget.font(), widget.accessibleName());
    }

    void addDocument(const QTextEdit& edit) {
        const QTextDocument& document = *edit.document();
        const QPointF origin = edit.viewport()->pos();
        for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
            const QPointF corner = document.documentLayout()->blockBoundingRect(block).topLeft() + origin;
            for (int k = 0; k < block.layout()->lineCount(); ++k) {
                const QTextLine line = block.layout()->lineAt(k);
                add(edit, block.text().mid(line.textStart(), line.textLength()), line.naturalTextRect().translated(corner),
                    document.defaultFont(), {});
            }
        }
    }

    void addTable(const QTableWidget& table) {
        const QPoint origin = table.viewport()->pos();
        for (int c = 0; c < table.columnCount(); ++c) {
            if (!table.horizontalHeaderItem(c)) continue;
            const QHeaderView& header = *table.horizontalHeader();
            QRectF ink(header.sectionViewportPosition(c) + 8, header.y(), header.sectionSize(c) - 10, header.height());
            add(table, table.horizontalHeaderItem(c)->text(), ink, header.font(), {});
        }
        for (int r = 0; r < table.rowCount(); ++r)
            for (int c = 0; c < table.columnCount(); ++c)
                if (const QTableWidgetItem* item = table.item(r, c)) {
                    const QRect cell = table.visualItemRect(item);
                    if (!table.viewport()->rect().contains(cell.center())) continue;
                    add(table, item->text(), QRectF(cell.translated(origin)).adjusted(4, 2, -4, -2), table.font(), {});
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

}  // namespace gui::cli
