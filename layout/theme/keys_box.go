package theme

import (
	"jianbao/content/key"
	"jianbao/layout/unit"
)

// boxKeys returns the keys of separators (RULES 5.2) and boxes (RULES 14.2).
func boxKeys() []Key {
	return []Key{
		enumKey("break.form", []string{"blank", "stars", "rule"}, "分隔（---）的样子：blank 空一行，stars 居中的三个＊，rule 居中的短线", "look of separators (---): blank, a blank line; stars, three ＊ in the middle; rule, a short rule in the middle", func(t *Theme) *string { return &t.Break }),
		enumKey("box.form", []string{"rule", "tint", "side"}, "加框文字的样子：rule 四周有线，tint 浅灰底，side 左边一条线", "look of boxes: rule, a frame; tint, a light gray ground; side, a rule at the left", func(t *Theme) *string { return &t.Box.Form }),
		fontKey("box.font", "加框文字的字体", "face of boxes", func(t *Theme) *string { return &t.Box.Font }),
		fontKey("box.strong", "加框文字里加重的字体", "face of strong text in boxes", func(t *Theme) *string { return &t.Box.Strong }),
		fontKey("box.emphasis", "加框文字里强调的字体", "face of emphasis in boxes", func(t *Theme) *string { return &t.Box.Emphasis }),
		sizeKey("box.size", "加框文字的字号", "size of boxes", func(t *Theme) *unit.Abs { return &t.Box.Size }),
		lengthKey("box.indent", "加框文字段首缩进", "indent of first lines in boxes", func(t *Theme) *unit.Abs { return &t.Box.Indent }),
		lengthKey("box.inset", "文字与框的左右两边至少相距多少", "least distance of the text from the left and right edges of a box", func(t *Theme) *unit.Abs { return &t.Box.Inset }),
		lengthKey("box.thick", "框线的粗细", "thickness of the rules of boxes", func(t *Theme) *unit.Abs { return &t.Box.Thick }),
		inkKey("box.ink", "框线的颜色", "colour of the rules of boxes", func(t *Theme) *string { return &t.Box.Ink }),
		intKey("box.tint", 1, 40, key.Percent, "灰底的深浅：黑的百分之几", "ground of boxes of form tint, in percent of black", func(t *Theme) *int { return &t.Box.Tint }),
		formKey("box.title.form", []string{"name!", "title!"}, "框里首行的样式：{name} 是 [!…] 里的词，{title} 是后面的标题；没有标题的，只排词", "form of a box's first line: {name} is the word in [!…], {title} what follows it; where nothing follows, the word stands alone", func(t *Theme) *Form { return &t.Box.Title.Form }),
		fontKey("box.title.font", "框里首行的字体", "face of a box's first line", func(t *Theme) *string { return &t.Box.Title.Font }),
		sizeKey("box.title.size", "框里首行的字号", "size of a box's first line", func(t *Theme) *unit.Abs { return &t.Box.Title.Size }),
		inkKey("box.title.ink", "框里首行的颜色", "colour of a box's first line", func(t *Theme) *string { return &t.Box.Title.Ink }),
		enumKey("box.title.align", []string{"left", "center"}, "框里首行的位置", "place of a box's first line", func(t *Theme) *string { return &t.Box.Title.Align }),
	}
}
