package layout_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/page"
)

const attachedManifest = `schema = 1
[publication]
title = "试刊"
[issue]
year = 2024
number = 3
date = 2024-03-15
[contents]
attachments = %v
[[section]]
title = "通知"
[[section.article]]
title = "通知"
text = "正文。"
attachments = [%s]
[[section.article]]
title = "简讯"
start = "continue"
text = "正文。"
`

// TestAttachmentsOfArticle checks the attachments that a manifest gives an article:
// each begins a page, with 附件 and its number in 黑体 at the top left and its title
// in the third row (GB/T 9704 7.3.7; RULES 11.1), and the contents have entries for
// them only where the manifest asks for it.
func TestAttachmentsOfArticle(t *testing.T) {
	one := `{ title = "任务分解表", file = "a.txt" }`
	for _, c := range []struct {
		listed bool
		given  string
		labels []string
	}{
		{false, one, []string{"附件"}},
		{true, one + `, { title = "联系人\n名单", file = "b.md" }`, []string{"附件1", "附件2"}},
	} {
		for _, name := range []string{"bulletin", "gongwen"} {
			files := manifest.Buffers{Name: "issue.toml", Files: map[string][]byte{
				"issue.toml": fmt.Appendf(nil, attachedManifest, c.listed, c.given),
				"a.txt":      []byte("各乡镇任务如下。"),
				"b.md":       []byte("张三。"),
			}}
			var log diag.List
			is := manifest.Load(files, manifest.Options{}, &log)
			th := themed(t, name)
			doc := layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
			for _, d := range log.Items() {
				if d.Severity > diag.Notice {
					t.Error(d.Message(diag.EN))
				}
			}
			for _, v := range check.Document(doc, pictured(is, th)) {
				if c.listed {
					t.Error(v)
				}
			}
			var labels, entries []string
			for i := range doc.Pages {
				pg := &doc.Pages[i]
				for k, item := range pg.Items {
					l, ok := item.(*frame.Line)
					switch {
					case ok && l.Kind == frame.KindContents && l.Level == 0:
						entries = append(entries, l.Text)
					case ok && l.Kind == frame.KindAttachmentLabel:
						labels = append(labels, l.Text)
						title := pg.Items[k+1].(*frame.Line)
						row := th.Page.Top + 2*th.Body.Pitch
						if k != 0 || l.X != th.Page.Left(i+1) || l.Y != th.Page.Top+page.Ascent(th.Body.Size) {
							t.Errorf("%s: %s is item %d at %s, %s", name, l.Text, k, l.X, l.Y)
						}
						if title.Kind != frame.KindTitle || title.Y < row || title.Y > row+th.Body.Pitch {
							t.Errorf("%s: the title %s is at %s, not in the third row, from %s", name, title.Text, title.Y, row)
						}
						if !strings.Contains(l.Glyphs[0].Face.PostScriptName(), "Sans") {
							t.Errorf("%s: %s is in %s", name, l.Text, l.Glyphs[0].Face.PostScriptName())
						}
					}
				}
			}
			if !slices.Equal(labels, c.labels) {
				t.Errorf("%s: labels %q, not %q", name, labels, c.labels)
			}
			if got := strings.Contains(strings.Join(entries, " "), "任务分解表"); got != c.listed {
				t.Errorf("%s: entries %q", name, entries)
			}
		}
	}
}

// TestAttachmentsRefused checks the findings of wrong attachments.
func TestAttachmentsRefused(t *testing.T) {
	for _, c := range []struct{ given, want string }{
		{`{ title = "甲" }`, "no-text"},
		{`{ file = "a.txt" }`, "missing-key"},
		{`{ title = "甲", file = "none.txt" }`, "file-missing"},
		{`{ title = "甲", file = "a.txt", text = "乙" }`, "file-and-text"},
		{`"a.txt"`, "wrong-type"},
	} {
		files := manifest.Buffers{Name: "issue.toml", Files: map[string][]byte{
			"issue.toml": fmt.Appendf(nil, attachedManifest, false, c.given), "a.txt": []byte("甲。")}}
		var log diag.List
		manifest.Load(files, manifest.Options{}, &log)
		var codes []string
		for _, d := range log.Items() {
			codes = append(codes, string(d.Code))
		}
		if strings.Join(codes, " ") != c.want {
			t.Errorf("%s: %q, not %s", c.given, codes, c.want)
		}
	}
}
