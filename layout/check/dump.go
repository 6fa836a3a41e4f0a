package check

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// dumpLine is one line of a dump. Pointers are for keys that a dump may lack;
// their values are then inferred.
type dumpLine struct {
	Page       int         `json:"page"`
	Label      string      `json:"label"`
	Kind       frame.Kind  `json:"kind"`
	Article    int         `json:"article"`
	Text       string      `json:"text"`
	X          json.Number `json:"x"`
	Y          json.Number `json:"y"`
	Width      json.Number `json:"width"`
	Measure    json.Number `json:"measure"`
	Grid       *int        `json:"grid"`
	Last       bool        `json:"last"`
	PageColumn *int        `json:"page-column"`
	Repair     string      `json:"repair"`
	Glyphs     []dumpGlyph `json:"glyphs"`
	File       string      `json:"file"`
	QR         string      `json:"qr"`
	Modules    int         `json:"modules"`
	Of         frame.Kind  `json:"of"` // of a rule that is not of a table
	Height     json.Number `json:"height"`

	RunIn [2]int   `json:"run-in"`
	Notes []string `json:"notes"`
	Mark  string   `json:"mark"`

	Below    []Beside `json:"marks"`
	Readings []Beside `json:"ruby"`

	Size  json.Number `json:"size"`
	Block *int        `json:"block"`
	Level int         `json:"level"`
	Node  *string     `json:"node"`
	Own   string      `json:"register"`
	First *bool       `json:"first"`

	Box      int  `json:"box"`
	Turned   bool `json:"turned"`
	Table    int  `json:"table"`
	Part     any  `json:"part"` // a number for a table, a text for an official document
	Row      int  `json:"row"`
	Column   int  `json:"column"`
	Rows     int  `json:"rows"`
	Columns  int  `json:"columns"`
	Head     bool `json:"head"`
	Repeated bool `json:"repeated"`

	Justify *bool `json:"justify"`
}

type dumpGlyph struct {
	Text       string
	X, Advance json.Number
	Face       string
	Script     string
	Size, Rise json.Number // of a script
}

func (g *dumpGlyph) UnmarshalJSON(b []byte) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var parts []json.RawMessage
	if err := d.Decode(&parts); err != nil {
		return err
	}
	if len(parts) < 4 {
		return fmt.Errorf("a glyph with %d elements, not 4", len(parts))
	}
	if len(parts) > 4 && len(parts) != 7 {
		return fmt.Errorf("a glyph with %d elements, not 4 or 7", len(parts))
	}
	for i, to := range []any{&g.Text, &g.X, &g.Advance, &g.Face, &g.Script, &g.Size, &g.Rise}[:len(parts)] {
		if err := json.Unmarshal(parts[i], to); err != nil {
			return fmt.Errorf("glyph element %d: %w", i, err)
		}
	}
	return nil
}

// ReadDump reads the JSON Lines that build --dump writes. Lengths are points
// with at most five decimals and are read exactly; anything else is an error,
// which names the line of the dump.
func ReadDump(r io.Reader) (*Doc, error) {
	d := &Doc{}
	in := bufio.NewReader(r)
	for n := 1; ; n++ {
		b, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(b)) > 0 {
			if err := d.readLine(b); err != nil {
				return nil, fmt.Errorf("dump line %d: %w", n, err)
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("reading dump: %w", err)
		}
	}
	d.infer()
	return d, nil
}

func (d *Doc) readLine(b []byte) error {
	var in dumpLine
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	part, _ := in.Part.(float64)
	of, _ := in.Part.(string)
	l := &Line{dumped: true, Kind: in.Kind, Part: frame.DocumentPart(of), Article: in.Article, Block: -1, Level: in.Level, Own: in.Own != "", Text: in.Text, Grid: -1, Marks: in.Notes, Mark: in.Mark, Last: in.Last, Repair: frame.Repair(in.Repair),
		RunIn: frame.Range{From: in.RunIn[0], To: in.RunIn[1]}}
	if in.PageColumn != nil {
		l.Column = *in.PageColumn + 1
	}
	if in.Grid != nil {
		l.Grid = *in.Grid
	}
	if in.Block != nil {
		l.Block = *in.Block
	}
	var bad error
	length := func(key string, n json.Number) unit.Abs {
		v, err := ParseAbs(string(n))
		if err != nil && bad == nil {
			bad = fmt.Errorf("%s: %w", key, err)
		}
		return v
	}
	l.Box = in.Box
	if in.Kind == frame.KindRule || in.Kind == frame.KindTint {
		r := Rect{length("x", in.X), length("y", in.Y), length("width", in.Width), length("height", in.Height)}
		pg, err := d.page(&in)
		if bad != nil || err != nil {
			return errors.Join(bad, err)
		}
		if in.Box > 0 {
			pg.BoxEdges = append(pg.BoxEdges, BoxEdge{r, in.Box, in.Kind == frame.KindTint})
		}
		if in.Kind == frame.KindRule {
			pg.rule(r, in.Of, in.Table)
		}
		return nil
	}
	if in.Table > 0 {
		l.Turned = in.Turned
		l.Table = &frame.InTable{Table: in.Table, Part: int(part), Row: in.Row, Column: in.Column, Rows: in.Rows, Columns: in.Columns, Head: in.Head, Repeated: in.Repeated}
	}
	if in.Kind == frame.KindPicture {
		p := &Picture{Article: in.Article, Block: l.Block, Name: in.File, Grid: l.Grid, Own: l.Own, Column: l.Column,
			X: length("x", in.X), Y: length("y", in.Y), Width: length("width", in.Width), Height: length("height", in.Height)}
		if p.Modules = in.Modules; in.QR != "" {
			p.Name = "qr:" + in.QR
		}
		pg, err := d.page(&in)
		if bad != nil || err != nil {
			return errors.Join(bad, err)
		}
		p.at = len(pg.Lines)
		pg.Pictures = append(pg.Pictures, p)
		return nil
	}
	l.X, l.Y, l.Width, l.Measure = length("x", in.X), length("y", in.Y), length("width", in.Width), length("measure", in.Measure)
	for _, b := range in.Below {
		l.Below = append(l.Below, b.asMark(l.X))
	}
	for _, b := range in.Readings {
		l.Readings = append(l.Readings, b.asReading(l.X))
	}
	if in.Size != "" {
		l.Size = length("size", in.Size)
	}
	for _, g := range in.Glyphs {
		n := Glyph{Text: g.Text, X: length("glyph x", g.X), Advance: length("glyph advance", g.Advance), Face: g.Face, Script: g.Script}
		if g.Script != "" {
			n.Size, n.Rise = length("glyph size", g.Size), length("glyph rise", g.Rise)
		}
		l.Glyphs = append(l.Glyphs, n)
	}
	if in.Node != nil {
		d.Structured = d.Structured || *in.Node != ""
		path, err := readPath(*in.Node)
		if err != nil && bad == nil {
			bad = fmt.Errorf("node: %w", err)
		}
		l.node = path
	}
	if bad != nil {
		return bad
	}
	l.First = in.First != nil && *in.First
	l.Justify = justified(l.Kind) && !l.Last
	if in.Justify != nil {
		l.Justify = *in.Justify
	}
	pg, err := d.page(&in)
	if err != nil {
		return err
	}
	pg.Lines = append(pg.Lines, l)
	if in.First == nil {
		l.page = -2 // infer
	}
	return nil
}

// page returns the page of an object in the dump, which must be the last one or
// a later one.
func (d *Doc) page(in *dumpLine) (*Page, error) {
	n := len(d.Pages)
	if n == 0 || d.Pages[n-1].Number != in.Page {
		if n > 0 && in.Page < d.Pages[n-1].Number {
			return nil, fmt.Errorf("page %d after page %d", in.Page, d.Pages[n-1].Number)
		}
		d.Pages = append(d.Pages, Page{Number: in.Page, Label: in.Label})
		n++
	}
	return &d.Pages[n-1], nil
}

// infer sets the values that the dump lacks.
func (d *Doc) infer() {
	type key struct {
		kind    frame.Kind
		article int
	}
	open := map[key]*Line{}
	masthead := len(d.Pages) > 0 && slices.ContainsFunc(d.Pages[0].Lines, func(l *Line) bool { return l.Kind == frame.KindMasthead })
	for i := range d.Pages {
		pg := &d.Pages[i]
		pg.Front = !masthead
		for _, p := range pg.Pictures {
			pg.Front = pg.Front && p.Article == 0
		}
		for _, l := range pg.Lines {
			if l.Kind != frame.KindCover && l.Kind != frame.KindContents && l.Kind != frame.KindLeader && l.Kind != frame.KindFolio && l.Kind != frame.KindHeader {
				pg.Front = false
			}
			k := key{l.Kind, l.Article}
			if l.page == -2 {
				l.First = open[k] == nil
			}
			open[k] = l
			if l.Last {
				open[k] = nil
			}
			l.place()
		}
	}
	for i := range d.Pages {
		for j, l := range d.Pages[i].Lines {
			l.page, l.index = i, j
			l.inferHyphen(d)
		}
	}
}

// place makes glyph positions relative to the line, whatever the dump's origin
// is, and infers the nominal size.
func (l *Line) place() {
	if len(l.Glyphs) == 0 {
		return
	}
	if l.X != 0 && l.Glyphs[0].X == l.X {
		for i := range l.Glyphs {
			l.Glyphs[i].X -= l.X
		}
	}
	if l.Size == 0 {
		for _, g := range l.Glyphs {
			if r, _ := decode(g.Text); classOf(r) == han {
				l.Size = max(l.Size, g.Advance)
			}
		}
	}
	if l.Size == 0 {
		for _, g := range l.Glyphs {
			l.Size = max(l.Size, g.Advance)
		}
	}
	for i := range l.Glyphs {
		g := &l.Glyphs[i]
		if g.Script != "" {
			continue
		}
		g.Size = l.Size
		// The size of a fallback face or a smaller run is known from its own
		// Han.
		if r, _ := decode(g.Text); classOf(r) == han && g.Advance > 0 {
			g.Size = g.Advance
		}
	}
}

// inferHyphen infers that the last glyph is an added hyphen: it has no text and
// is between two letters.
func (l *Line) inferHyphen(d *Doc) {
	n := len(l.Glyphs)
	if n < 2 || l.Last || l.Glyphs[n-1].Text != "" {
		return
	}
	r := []rune(l.Text)
	if len(r) > 0 && isLetter(r[len(r)-1]) && l.Glyphs[n-1].Advance > 0 && l.Glyphs[n-1].Advance < l.Size.Scale(1, 2) {
		l.Glyphs[n-1].Hyphen = true
	}
}

// ParseAbs reads a length in points written as an exact decimal.
func ParseAbs(s string) (unit.Abs, error) {
	digits, neg := strings.CutPrefix(s, "-")
	whole, frac, dot := strings.Cut(digits, ".")
	if whole == "" || dot && frac == "" || len(frac) > 5 {
		return 0, fmt.Errorf("%q is not a length in points with at most five decimals", s)
	}
	var v unit.Abs
	for _, r := range whole + frac + strings.Repeat("0", 5-len(frac)) {
		if !isDigit(r) || v > 1<<58/10 {
			return 0, fmt.Errorf("%q is not a length in points with at most five decimals", s)
		}
		v = 10*v + unit.Abs(r-'0')
	}
	if neg {
		v = -v
	}
	return v, nil
}
