package layout_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
)

// TestContentsAuthors: with contents.author the authors stand behind the titles, clear
// of the leaders, and none is divided (RULES 6.7).
func TestContentsAuthors(t *testing.T) {
	names := []string{"张\u3000三", "欧阳五六", "阿依古丽·买买提", "李\u3000四", "司马相如", "诸葛孔明", "上官婉儿", "王小二"}
	for _, name := range theme.Names() {
		for _, form := range []string{"page", "masthead"} {
			th := themed(t, name, slices.Concat(checkable, settings("cover.form", form, "contents.author", "/ {author}", "contents.author-gap", "1em"))...)
			var list []content.Article
			for length := 2; length <= 40; length += 2 {
				a := article(strings.Repeat("水务", length/2))
				for i := range length % 9 {
					a.Authors = append(a.Authors, text(names[i]))
				}
				list = append(list, a)
			}
			is := bulletinOf(section("要闻", list...))
			opt := options(is, th)
			opt.Entry = func(a int) (string, bool) {
				if a < 1 || a > len(list) {
					return "", false
				}
				var authors []string
				for _, n := range list[a-1].Authors {
					authors = append(authors, n.Value)
				}
				if len(authors) == 0 {
					return list[a-1].Title.Value, true
				}
				return list[a-1].Title.Value + "/ " + strings.Join(authors, th.Authors), true
			}
			where := name + " " + form
			doc, found := composeChecked(t, where, is, th, opt)
			noWarnings(t, where, found)
			beside, below := 0, 0
			for i := range doc.Pages {
				var before *frame.Line
				for _, item := range doc.Pages[i].Items {
					l, ok := item.(*frame.Line)
					if !ok || l.Kind != frame.KindContents || l.Article == 0 {
						continue
					}
					if l.Article == 2 && strings.Contains(l.Text, "/") && len(l.Links) != 1 {
						t.Errorf("%s: %q has %d links", where, l.Text, len(l.Links))
					}
					if before != nil && before.Article == l.Article && strings.HasPrefix(l.Text, "/") {
						if before.Y == l.Y {
							beside++
							if gap := l.X - before.X - before.Width; gap != th.Contents.Size {
								t.Errorf("%s: %q stands %s behind the title", where, l.Text, gap)
							}
						} else {
							below++
						}
					}
					for _, n := range names {
						if head := string([]rune(n)[:2]); strings.HasSuffix(strings.TrimRight(l.Text, "\u3000"), strings.TrimRight(head, "\u3000")) && !strings.HasSuffix(strings.TrimRight(l.Text, "\u3000"), n) {
							t.Errorf("%s: %q ends within %q", where, l.Text, n)
						}
					}
					before = l
				}
			}
			if beside == 0 || below == 0 {
				t.Errorf("%s: authors of %d articles behind the titles, of %d below", where, beside, below)
			}
			plain := themed(t, name, slices.Concat(checkable, settings("cover.form", form))...)
			doc, _ = compose(t, is, plain)
			if all := fmt.Sprint(entriesOf(doc)); strings.Contains(all, "张") {
				t.Errorf("%s: authors without contents.author: %s", where, all)
			}
		}
	}
}
