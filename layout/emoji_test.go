package layout_test

import (
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/theme"
)

// TestEmojiKeepTheRules: text with emoji keeps every rule in both themes, without
// any finding but the notice.
func TestEmojiKeepTheRules(t *testing.T) {
	a := article("情况👍通报")
	a.Body = []content.Block{&content.Paragraph{Inlines: []content.Inline{content.Run{
		Value: "大家点赞👍，握手👍🏽，一家👨‍👩‍👧‍👦人，国旗🇨🇳与🇫🇷，第1️⃣名与#️⃣号，爱心❤️与❤，信✉箱☎️电话，火❤️‍🔥，彩旗🏳️‍🌈，结尾✅。😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀。"}}}}
	is := bulletinOf(section("栏目", a))
	for _, name := range theme.Names() {
		th := themed(t, name, checkable...)
		var log diag.List
		doc := layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
		notices := 0
		for _, d := range log.Items() {
			switch d.Code {
			case "emoji":
				notices++
			case "glyph-fallback", "font-substitute":
			default:
				t.Errorf("%s: %s", name, d.Message(diag.EN))
			}
		}
		if notices != 1 {
			t.Errorf("%s: %d notices", name, notices)
		}
		report(t, name, check.Document(doc, options(is, th)))
	}
}
