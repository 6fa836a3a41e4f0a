package mdwrite

import (
	"strconv"
	"strings"
	"unicode"

	"jianbao/content"
)

// callsIn returns the notes that blocks call, in the order of their first calls, after
// those known.
func callsIn(blocks []content.Block, known []*content.Note) []*content.Note {
	seen := map[*content.Note]bool{}
	for _, n := range known {
		seen[n] = true
	}
	add := func(in []content.Inline) {
		for _, x := range in {
			if call, ok := x.(content.NoteCall); ok && !seen[call.Note] {
				seen[call.Note] = true
				known = append(known, call.Note)
			}
		}
	}
	var walk func(blocks []content.Block)
	walk = func(blocks []content.Block) {
		for _, b := range blocks {
			switch b := b.(type) {
			case *content.Paragraph:
				add(b.Inlines)
			case *content.List:
				for _, item := range b.Items {
					walk(item)
				}
			case *content.Quote:
				walk(b.Blocks)
			case *content.Box:
				walk(b.Blocks)
			case *content.Verse:
				for _, in := range b.Stanzas {
					add(in)
				}
			case *content.Table:
				for _, row := range b.Rows {
					for i := range row {
						add(row[i].Inlines)
					}
				}
			}
		}
	}
	walk(blocks)
	return known
}

// Notes returns the notes that blocks call, in the order of their first calls.
func Notes(blocks []content.Block) []*content.Note { return callsIn(blocks, nil) }

// nameNotes gives each note a label: its own, or a number where that is not possible.
func (w *writer) nameNotes(blocks []content.Block) {
	w.order = callsIn(blocks, nil)
	taken := map[string]bool{}
	for _, note := range w.order {
		if key := strings.ToLower(note.Label); goodLabel(note.Label) && !taken[key] {
			w.labels[note], taken[key] = note.Label, true
		}
	}
	n := 0
	for _, note := range w.order {
		if w.labels[note] != "" {
			continue
		}
		for n++; taken[strconv.Itoa(n)]; n++ {
		}
		w.labels[note] = strconv.Itoa(n)
	}
}

func goodLabel(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r > 0x7F || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' })
}

// noteIndent is what the further paragraphs of a note are indented by.
const noteIndent = "    "

// definition returns a note's definition.
func (w *writer) definition(note *content.Note) string {
	paragraphs := make([]string, len(note.Paragraphs))
	for i, in := range note.Paragraphs {
		paragraphs[i] = w.text(in, place{oneLine: true})
	}
	kind := ""
	if note.End {
		kind = "{.end} "
	}
	return "[^" + w.labels[note] + "]: " + kind + strings.Join(paragraphs, "\n\n"+noteIndent)
}
