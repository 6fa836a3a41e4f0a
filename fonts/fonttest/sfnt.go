package fonttest

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf16"
)

type namedTable struct {
	tag  string
	data []byte
}

// sfnt returns a font file with the given tables, which must be sorted by tag;
// empty ones are omitted. Search fields and checksums are correct, so that other
// programs can open it too.
func sfnt(tables []namedTable) []byte {
	be := binary.BigEndian
	tables = slices.DeleteFunc(tables, func(t namedTable) bool { return len(t.data) == 0 })
	n := len(tables)
	log := 0
	for 2<<log <= n {
		log++
	}
	dir := u16s(1, 0, n, 16<<log, log, 16*n-16<<log)
	at := 12 + 16*n
	var body []byte
	head := 0
	for _, t := range tables {
		if t.tag == "head" {
			head = at + len(body)
		}
		data := append([]byte{}, t.data...)
		for len(data)%4 != 0 {
			data = append(data, 0)
		}
		dir = append(dir, t.tag...)
		dir = be.AppendUint32(dir, sum(data))
		dir = be.AppendUint32(dir, uint32(at+len(body)))
		dir = be.AppendUint32(dir, uint32(len(t.data)))
		body = append(body, data...)
	}
	out := append(dir, body...)
	be.PutUint32(out[head+8:], 0xB1B0AFBA-sum(out))
	return out
}

func sum(b []byte) (s uint32) {
	for i := 0; i+4 <= len(b); i += 4 {
		s += binary.BigEndian.Uint32(b[i:])
	}
	return s
}

// names returns a name table for Windows in English.
func names(family, style string) []byte {
	texts := []struct {
		id   int
		text string
	}{
		{1, family}, {2, style}, {4, family + " " + style}, {5, "Version 1.000"},
		{6, strings.ReplaceAll(family, " ", "") + "-" + style}, {13, "Made in a test; public domain"},
	}
	out := u16s(0, len(texts), 6+12*len(texts))
	var strs []byte
	for _, t := range texts {
		var b []byte
		for _, u := range utf16.Encode([]rune(t.text)) {
			b = binary.BigEndian.AppendUint16(b, u)
		}
		out = append(out, u16s(3, 1, 0x409, t.id, len(b), len(strs))...)
		strs = append(strs, b...)
	}
	return append(out, strs...)
}
