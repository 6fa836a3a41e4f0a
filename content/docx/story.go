package docx

import "jianbao/content/diag"

// within reads a story, which stands inside another one.
func (r *reader) within(s *story, read func()) {
	story, par := r.story, r.par
	if s.numbers == nil {
		s.numbers = story.numbers
	}
	r.story, r.par = s, nil
	read()
	r.endStory()
	r.story, r.par = story, par
}

// misplaced reports something in a cell, a note or a text box that cannot be there.
func (r *reader) misplaced(what diag.Term) {
	where := map[diag.UnitKind]diag.Term{
		diag.UnitCell: {ZH: "表格的格子", EN: "a cell of a table"},
		diag.UnitNote: {ZH: "注", EN: "a note"},
	}[r.story.unit.Kind]
	r.log.Add("docx-place", r.here(), where, what)
}
