package symbol

import (
	"testing"
	"unicode/utf8"
)

func TestUnicode(t *testing.T) {
	for _, c := range []struct {
		font string
		code rune
		want rune
	}{
		{"Symbol", 'a', 'α'}, {"Symbol", 0xF061, 'α'}, {"symbol", 0xB7, '•'}, {"Symbol", 0xB3, '≥'}, {"Symbol", 0xAE, '→'}, {"Symbol", 0x20, ' '}, {"Symbol", '"', '∀'},
		{"Wingdings", 0xFE, '☑'}, {"Wingdings", 0xF0FD, '☒'}, {"Wingdings", 0xFC, '✓'}, {"Wingdings", 'l', '●'}, {"Wingdings", 'n', '■'}, {"Wingdings", 'q', '□'},
		{"Wingdings", 0xA8, '□'}, {"Wingdings", 0x8C, '➊'}, {"Wingdings", 0xAB, '★'}, {"WINGDINGS", '!', '\U0001F589'},
		{"Wingdings 2", 'R', '☑'}, {"Wingdings 2", 0xF0A3, '□'}, {"Wingdings 2", 'P', '✓'}, {"Wingdings 2", 'j', '①'}, {"Wingdings 2", 0xF8, '※'},
		{"Wingdings 3", 'p', '▲'}, {"Wingdings 3", '}', '\U0001F782'},
	} {
		if got, ok := Unicode(c.font, c.code); got != c.want || !ok {
			t.Errorf("%s %X: %q, %v, want %q", c.font, c.code, got, ok, c.want)
		}
	}
	for _, c := range []struct {
		font string
		code rune
	}{{"Symbol", 0x1F}, {"Symbol", 0xFF}, {"Symbol", 0xF0}, {"Symbol", 0x80}, {"Wingdings", 0xFF}, {"Wingdings 3", 0xFE}, {"Wingdings", '一'}, {"Webdings", 'a'}, {"宋体", 'a'}, {"Symbol", -1}} {
		if got, ok := Unicode(c.font, c.code); ok {
			t.Errorf("%s %X: %q, want none", c.font, c.code, got)
		}
	}
	if !IsFont("Wingdings 2") || IsFont("Arial") {
		t.Error("IsFont")
	}
}

func TestTables(t *testing.T) {
	for name, table := range map[string]string{"symbols": symbols, "wingdings": wingdings, "wingdings2": wingdings2, "wingdings3": wingdings3} {
		if n := utf8.RuneCountInString(table); n != 14*16 {
			t.Errorf("%s has %d characters", name, n)
		}
		for _, r := range table {
			if r >= 0xE000 && r < 0xF900 {
				t.Errorf("%s has the private character %X", name, r)
			}
		}
	}
}
