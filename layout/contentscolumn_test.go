package layout_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
	"jianbao/layout/unit"
)

// TestContentsColumns: contents in two columns go down and then across, are balanced on
// the last page, have leaders and numbers of each column, and end no column with a label
// (RULES 6.8).
func TestContentsColumns(t *testing.T) {
	for _, name := range theme.Names() {
		for _, form := range []string{"page", "masthead"} {
			th := themed(t, name, slices.Concat(checkable, settings("cover.form", form, "contents.label-form", "［{title}］", "start.articles", "continue", "contents.author", "{author}"), []content.Setting{{Key: "contents.columns", Value: int64(2)}, {Key: "contents.depth", Value: int64(1)}, {Key: "contents.least", Value: int64(1)}})...)
			for i, articles := range []int{1, 2, 3, 5, 8, 13, 40, 90, 170} {
				if !thorough() && (i%3 != (len(name)+len(form))%3 || articles > 40) {
					continue
				}
				var sections []content.Section
				for i := range articles {
					if i%7 == 0 {
						sections = append(sections, section(fmt.Sprintf("栏目%d", i/7+1)))
					}
					a := article(strings.Repeat("水务文章", i%5+1))
					if i == 4 {
						a = headed("长文", 700, "1 基本情况", "1 下一步打算")
					}
					if i%3 == 0 {
						a.Authors = []content.Text{text("张\u3000三"), text("欧阳五六")}
					}
					s := &sections[len(sections)-1]
					s.Articles = append(s.Articles, a)
				}
				is := bulletinOf(sections...)
				where := fmt.Sprintf("%s %s %d", name, form, articles)
				doc, found := composeChecked(t, where, is, th, options(is, th))
				noWarnings(t, where, found)
				listed := map[int]bool{}
				for i := range doc.Pages {
					for _, item := range doc.Pages[i].Items {
						if l, ok := item.(*frame.Line); ok && l.Kind == frame.KindContents && l.Article > 0 {
							listed[l.Article] = true
						}
					}
				}
				if len(listed) != articles {
					t.Errorf("%s: %d articles listed", where, len(listed))
				}
				if left, right, entries := columnFeet(doc); entries > 3 && (left == 0 || right == 0 || left-right > 5*th.Contents.Pitch || right > left+5*th.Contents.Pitch) {
					t.Errorf("%s: columns of the last page end at %s and %s", where, left, right)
				}
			}
		}
	}
}

// columnFeet returns the lowest baselines of the numbers in the left and the right
// column on the last page of the contents, 0 if there are none, and their count.
func columnFeet(doc *frame.Document) (left, right unit.Abs, entries int) {
	for i := range doc.Pages {
		var l0, r0 unit.Abs
		found := 0
		for _, item := range doc.Pages[i].Items {
			l, ok := item.(*frame.Line)
			if !ok || l.Kind != frame.KindContents || l.Article == 0 || strings.Trim(l.Text, "0123456789") != "" {
				continue
			}
			found++
			if l.X < doc.Pages[i].Width/2 {
				l0 = max(l0, l.Y)
			} else {
				r0 = max(r0, l.Y)
			}
		}
		if found > 0 {
			left, right, entries = l0, r0, found
		}
	}
	return left, right, entries
}

// TestContentsColumnsChecked: an entry that is not in its column, and a label at a
// column's foot, are found.
func TestContentsColumnsChecked(t *testing.T) {
	th := themed(t, "bulletin", slices.Concat(checkable, []content.Setting{{Key: "contents.columns", Value: int64(2)}})...)
	is := bulletinOf(section("甲", article("一"), article("二"), article("三")), section("乙", article("四"), article("五")))
	for what, change := range map[string]func(l *frame.Line){
		"across":   func(l *frame.Line) { l.X -= 200 * unit.Pt },
		"upwards":  func(l *frame.Line) { l.Y -= 100 * unit.Pt },
		"unmoored": func(l *frame.Line) { l.Article = 0 },
	} {
		doc, _ := compose(t, is, th)
		report(t, what, check.Document(doc, options(is, th)))
		for i := range doc.Pages {
			for _, item := range doc.Pages[i].Items {
				l, ok := item.(*frame.Line)
				if ok && l.Kind == frame.KindContents && (what == "unmoored") == (l.Article == 3) && (l.Article == 3 || l.Article == 5 && l.Text == "五") {
					change(l)
				}
			}
		}
		if found := check.Document(doc, options(is, th)); !slices.ContainsFunc(found, func(v check.Violation) bool { return v.Rule == "contents 6.8" }) {
			t.Errorf("%s: %v", what, found)
		}
	}
}
