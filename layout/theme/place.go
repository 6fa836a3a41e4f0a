package theme

import (
	"jianbao/content/diag"
	"jianbao/layout/unit"
)

// MinMargin is the least white space on either side of the text block. If less
// is left, the sheet is made larger.
const MinMargin = 3 * unit.MM

// place positions the text block on the sheet. Its width is a whole number of
// characters; its height is the pitches between the first and the last line plus
// one character (GB/T 9704: 22 lines of 三号 in 225 mm). The rest of the space
// within the margins is divided equally between the two sides (RULES 4). A block
// larger than that space is centred on the sheet, which becomes larger where block, page
// number and running head have no room on it. Findings are at the place that at
// returns for the keys they are about.
func (t *Theme) place(at func(keys ...string) diag.Span, log *diag.List) {
	p := &t.Page
	p.BlockWidth = t.Body.Size * unit.Abs(t.Body.Measure)
	p.BlockHeight = t.Body.Pitch*unit.Abs(t.Body.Lines-1) + t.Body.Size

	p.Width, p.Height = p.paperW, p.paperH
	if need := p.BlockWidth + 2*MinMargin; need > p.Width {
		p.Width, p.widened = need, true
	}
	beyond, folio := t.beyondBlock()
	_, inside := fitWithin(p.Height, p.BlockHeight, p.Head, p.Foot)
	if white := (p.Height - p.BlockHeight) / 2; white < MinMargin || !inside && white < folio {
		// The block is in the middle, so that head and foot have the same.
		p.Height, p.higher = p.BlockHeight+2*(beyond+MinMargin), true
	}
	var sides []string // keys on which the sides that are too large depend
	if p.widened {
		sides = append(sides, "body.measure", "body.size")
	}
	if p.higher {
		sides = append(sides, "body.lines", "body.pitch", "body.size")
		if beyond > 0 {
			sides = append(sides, "folio.distance", "header.distance")
		}
	}
	sides = append(sides, "page.paper")
	if p.widened || p.higher {
		log.Add("paper-widened", at(sides...), mm(p.paperW), mm(p.paperH), mm(p.Width), mm(p.Height))
	}
	if p.Width > maxPaper || p.Height > maxPaper {
		log.Add("paper-too-large", at(sides...), mm(p.Width), mm(p.Height), mm(maxPaper))
	}
	if t.Body.Pitch < t.Body.Size {
		log.Add("pitch-too-small", at("body.pitch", "body.size"), t.Body.Pitch.String(), t.Body.Size.String())
	}
	// Notes go on from page to page: on each there is room for two lines and for text.
	n := &t.Notes
	if high := 2*n.Gap + n.Rule + n.Size + max(n.Pitch, n.Size); n.At == "page" && 2*high > p.BlockHeight {
		log.Add("notes-too-high", at("notes.gap", "notes.rule", "notes.size", "notes.pitch", "body.lines", "body.pitch", "body.size"), mm(high), mm(p.BlockHeight))
	}
	var odd, even unit.Abs
	odd, _ = fitWithin(p.Width, p.BlockWidth, p.Inner, p.Outer)
	if even = odd; p.Mirror {
		even, _ = fitWithin(p.Width, p.BlockWidth, p.Outer, p.Inner)
	}
	p.OddLeft, p.EvenLeft = odd, even

	top, inside := fitWithin(p.Height, p.BlockHeight, p.Head, p.Foot)
	if inside {
		top = p.Head // the first line is at the head margin; the remaining space goes to the foot
	}
	p.Top = top

	p.AreaTop, p.AreaHeight = within(p.Height, p.Head, p.Foot)
	p.AreaLeft, p.AreaWidth = within(p.Width, p.Inner, p.Outer)
}

// mostBeyond is the greatest space beyond the text block that a sheet is made larger for.
const mostBeyond = 50 * unit.MM

// beyondBlock returns the height that the page number takes below the text block, and that or
// what a running head of a line takes above it, whichever is more. A running head alone makes
// no sheet larger: one without room is an error of its own.
func (t *Theme) beyondBlock() (most, folio unit.Abs) {
	if f := &t.Folio; f.Show {
		folio = min(f.Distance+f.Size/2, mostBeyond) // to the dashes in the middle of the em box
	}
	if h := &t.Header; h.Outside != "" || h.Inside != "" {
		most = h.Distance + h.Rule + 2*h.Size
	}
	return max(min(most, mostBeyond), folio), folio
}

// fitWithin returns the start of an extent that is centred between two margins,
// or on the whole if it does not fit between them; inside reports whether it
// fits.
func fitWithin(whole, extent, before, after unit.Abs) (start unit.Abs, inside bool) {
	if room := whole - before - after; extent <= room {
		return before + (room-extent)/2, true
	}
	return (whole - extent) / 2, false
}

// within returns the extent between two margins and where it starts. It is at
// least a third of the whole.
func within(whole, before, after unit.Abs) (start, extent unit.Abs) {
	if extent = whole - before - after; extent >= whole/3 {
		return before, extent
	}
	return whole / 3, whole / 3
}

// mm formats a length in millimetres for a message, to a tenth.
func mm(a unit.Abs) string {
	tenths := unit.MulDiv(int64(a), 10*127, 360*int64(unit.Pt))
	return unit.FromPt(tenths * 100).String()
}
