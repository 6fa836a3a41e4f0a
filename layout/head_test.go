package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/layout/frame"
)

// TestHead checks the order and the rows of an article's head: kicker, title,
// subtitle, authors and the blank line after them.
func TestHead(t *testing.T) {
	full := func(a *content.Article) {
		a.Kicker, a.Subtitle, a.Authors = text("石塘镇"), text("春灌工作纪实"), []content.Text{text("张三"), text("李四")}
	}
	for _, c := range []struct {
		name string
		set  []content.Setting
		edit func(a *content.Article)
		want string
	}{
		{"title", nil, func(*content.Article) {}, "title 甲 2, body 4"},
		{"kicker", nil, func(a *content.Article) { a.Kicker = text("石塘镇") }, "kicker 石塘镇 2, title 甲 3, body 5"},
		{"all", nil, full, "kicker 石塘镇 2, title 甲 3, subtitle ——春灌工作纪实 4, author 张三　李四 5, body 7"},
		{"forms", []content.Setting{{Key: "subtitle.form", Value: "{text}"}, {Key: "author.join", Value: " "}, {Key: "kicker.form", Value: ""}}, full,
			"title 甲 2, subtitle 春灌工作纪实 3, author 张三 李四 4, body 6"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := article("甲")
			c.edit(&a)
			th := themed(t, "bulletin", append(c.set, content.Setting{Key: "section-label.show", Value: false}, content.Setting{Key: "title.size", Value: "四号"})...)
			doc, log := compose(t, bulletinOf(section("栏目", a)), th)
			if len(log) > 0 {
				t.Error(log)
			}
			var got []string
			for i := range doc.Pages {
				for _, item := range doc.Pages[i].Items {
					l, ok := item.(*frame.Line)
					if !ok || l.Article != 1 || l.Kind == frame.KindContents || l.Kind == frame.KindLeader {
						continue
					}
					row := int((l.Y - th.Page.Top) / th.Body.Pitch)
					if l.Kind == frame.KindBody {
						got = append(got, fmt.Sprintf("body %d", row))
						break
					}
					got = append(got, fmt.Sprintf("%s %s %d", l.Kind, l.Text, row))
					if l.Node.Role != "P" && l.Kind != frame.KindTitle {
						t.Errorf("%s is content of %s", l.Text, l.Node.Role)
					}
					if off := 2*(l.X-th.Page.OddLeft) + l.Width - th.Page.BlockWidth; off > 4 || off < -4 {
						t.Errorf("%s is off the middle", l.Text)
					}
				}
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}
