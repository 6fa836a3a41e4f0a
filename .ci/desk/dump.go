package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
)

// Item is a line of a dump: composed text, a picture or a rule. Lengths are in points.
type Item struct {
	Page    int       `json:"page"`
	Kind    string    `json:"kind"`
	Article int       `json:"article"`
	Text    string    `json:"text"`
	X       float64   `json:"x"`
	Y       float64   `json:"y"`
	Width   float64   `json:"width"`
	Height  float64   `json:"height"`
	Size    float64   `json:"size"`
	Turned  bool      `json:"turned"`
	File    string    `json:"file"`
	Glyphs  []Glyph   `json:"glyphs"`
	Rubies  []Reading `json:"ruby"`

	Inks bool `json:"-"` // of a picture: it is in CMYK
}

// Glyph is a glyph of a line of a dump.
type Glyph struct {
	Text       string
	X, Advance float64
	Face       string
	Size, Up   float64 // of one of a script; else 0
}

// UnmarshalJSON reads [text, x, advance, face] and, of a script, its kind, size and height.
func (g *Glyph) UnmarshalJSON(data []byte) error {
	var script string
	return fields(data, &g.Text, &g.X, &g.Advance, &g.Face, &script, &g.Size, &g.Up)
}

// Reading is a reading above a text.
type Reading struct {
	Text                 string
	From, To             int
	X, Width, Size, Rise float64
}

// UnmarshalJSON reads [text, from, to, x, width, size, rise].
func (r *Reading) UnmarshalJSON(data []byte) error {
	return fields(data, &r.Text, &r.From, &r.To, &r.X, &r.Width, &r.Size, &r.Rise)
}

// fields reads the values of an array, which may have fewer.
func fields(data []byte, to ...any) error {
	var list []json.RawMessage
	if err := json.Unmarshal(data, &list); err != nil {
		return err
	}
	if len(list) > len(to) {
		return fmt.Errorf("%d values: %s", len(list), data)
	}
	for i := range list {
		if err := json.Unmarshal(list[i], to[i]); err != nil {
			return err
		}
	}
	return nil
}

// ReadDump reads a dump.
func ReadDump(name string) ([]Item, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var list []Item
	for line := range bytes.Lines(data) {
		var item Item
		if err := json.Unmarshal(line, &item); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		list = append(list, item)
	}
	return list, nil
}
