package theme

import "jianbao/layout/unit"

// headerKeys returns the keys of running heads (RULES 5.6).
func headerKeys() []Key {
	form := func(name, zh, en string, at func(*Theme) *Form) Key {
		k := formKey(name, []string{"title", "section", "article", "issue"}, zh, en, at)
		k.Alternatives = true
		return k
	}
	return []Key{
		form("header.outside", "页眉外侧：刊名、栏目、文章（目录用的标题）、期号；空则没有。这一页没有的项目，改用 || 后的样式，也没有就不排", "running head on the outer side: title of the publication, section, article (its title in the contents), issue; empty: none. Where the page lacks a value, the form after || applies, or nothing is printed", func(t *Theme) *Form { return &t.Header.Outside }),
		form("header.inside", "页眉内侧，同上", "running head on the inner side, in the same way", func(t *Theme) *Form { return &t.Header.Inside }),
		fontKey("header.font", "页眉字体", "face of the running head", func(t *Theme) *string { return &t.Header.Font }),
		sizeKey("header.size", "页眉字号", "size of the running head", func(t *Theme) *unit.Abs { return &t.Header.Size }),
		lengthKey("header.distance", "页眉线（没有线时是页眉的文字）到版心上边的距离", "from the rule of the running head, or from its text if it has none, to the block's top", func(t *Theme) *unit.Abs { return &t.Header.Distance }),
		lengthKey("header.rule", "页眉线的粗细；0 则没有线", "thickness of the rule below the running head; 0: none", func(t *Theme) *unit.Abs { return &t.Header.Rule }),
	}
}
