package theme

import "jianbao/layout/unit"

// notesKeys returns the keys of notes (RULES 13).
func notesKeys() []Key {
	return []Key{
		enumKey("notes.at", []string{"page", "article"}, "注排在哪里：page 排在每页下面，每页重新编号；article 排在文章末尾，整篇连续编号", "where notes stand: page, at the foot of the page, numbered anew on each; article, at the end of the article, numbered through it", func(t *Theme) *string { return &t.Notes.At }),
		fontKey("notes.font", "注文字体", "face of notes", func(t *Theme) *string { return &t.Notes.Font }),
		fontKey("notes.strong", "注文里加重的字体", "face of strong text in notes", func(t *Theme) *string { return &t.Notes.Strong }),
		fontKey("notes.emphasis", "注文里强调的字体", "face of emphasis in notes", func(t *Theme) *string { return &t.Notes.Emphasis }),
		sizeKey("notes.size", "注文字号", "size of notes", func(t *Theme) *unit.Abs { return &t.Notes.Size }),
		lengthKey("notes.pitch", "注文行距", "pitch of notes", func(t *Theme) *unit.Abs { return &t.Notes.Pitch }),
		lengthKey("notes.gap", "页下的注上面的线与正文、与注文之间的空", "space between the rule above the notes of a page and the text, and between it and the notes", func(t *Theme) *unit.Abs { return &t.Notes.Gap }),
		lengthKey("notes.rule", "页下的注上面的线的粗细；0 则没有线", "thickness of the rule above the notes of a page; 0: none", func(t *Theme) *unit.Abs { return &t.Notes.Rule }),
	}
}
