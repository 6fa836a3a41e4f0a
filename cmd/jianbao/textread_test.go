package main

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"jianbao/cmd/jianbao/internal/batch/pdfread"
)

// pdfText returns the text of a PDF in the order of its content (ISO 32000-1 9.10): by
// ToUnicode, or ActualText where it is given, without artifacts. It is written from the
// standard and shares no code with the writer.
func pdfText(t testing.TB, data []byte) string {
	t.Helper()
	f, err := pdfread.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	r := textReader{t: t, file: f}
	catalog, err := f.Catalog()
	if err != nil {
		t.Fatal(err)
	}
	r.pages(catalog.Get("Pages"))
	return r.out.String()
}

type textReader struct {
	t    testing.TB
	file *pdfread.File
	out  strings.Builder
}

func (r *textReader) dict(o pdfread.Object) *pdfread.Dict {
	r.t.Helper()
	d, err := r.file.Dict(o)
	if err != nil {
		r.t.Fatal(err)
	}
	return d
}

func (r *textReader) stream(o pdfread.Object) string {
	r.t.Helper()
	o, err := r.file.Resolve(o)
	if err != nil {
		r.t.Fatal(err)
	}
	s, ok := o.(*pdfread.Stream)
	if !ok {
		r.t.Fatalf("%T is no stream", o)
	}
	data, err := r.file.Unpack(s, 1<<26)
	if err != nil {
		r.t.Fatal(err)
	}
	return string(data)
}

// pages reads the page tree.
func (r *textReader) pages(o pdfread.Object) {
	node := r.dict(o)
	if kids, ok := node.Get("Kids").(pdfread.Array); ok {
		for _, kid := range kids {
			r.pages(kid)
		}
		return
	}
	fonts := map[string]map[string]string{}
	for _, e := range r.dict(r.dict(node.Get("Resources")).Get("Font")).Entries() {
		fonts[string(e.Key)] = toUnicode(r.t, r.stream(r.dict(e.Value).Get("ToUnicode")))
	}
	r.content(r.stream(node.Get("Contents")), fonts)
	r.out.WriteByte('\n')
}

// mark is a marked-content sequence (14.6).
type mark struct {
	silent bool // its text is not read: an artifact, or replaced
}

// content reads the text of a page.
func (r *textReader) content(text string, fonts map[string]map[string]string) {
	var operands []string
	var marks []mark
	var font map[string]string
	silent := func() bool { return len(marks) > 0 && marks[len(marks)-1].silent }
	show := func(operand string) {
		code := stringOf(r.t, operand)
		for ; len(code) >= 2; code = code[2:] {
			s, ok := font[hex.EncodeToString(code[:2])]
			if !ok {
				r.t.Fatalf("code %x has no text", code[:2])
			}
			if !silent() {
				r.out.WriteString(s)
			}
		}
		if len(code) > 0 {
			r.t.Fatalf("operand %q", operand)
		}
	}
	for len(text) > 0 {
		var token string
		token, text = nextToken(text)
		switch token {
		case "":
		case "Tf":
			font = fonts[strings.TrimPrefix(operands[len(operands)-2], "/")]
		case "Tj":
			show(operands[len(operands)-1])
		case "TJ":
			list := operands[len(operands)-1]
			for rest := list[1 : len(list)-1]; rest != ""; {
				if token, rest = nextToken(rest); strings.HasPrefix(token, "<") || strings.HasPrefix(token, "(") {
					show(token)
				}
			}
		case "BMC":
			marks = append(marks, mark{silent() || operands[len(operands)-1] == "/Artifact"})
		case "BDC":
			properties := operands[len(operands)-1]
			m := mark{silent() || operands[len(operands)-2] == "/Artifact"}
			if _, actual, ok := strings.Cut(properties, "/ActualText"); ok {
				if !m.silent {
					r.out.WriteString(actualText(r.t, actual))
				}
				m.silent = true
			}
			marks = append(marks, m)
		case "EMC":
			marks = marks[:len(marks)-1]
		default:
			operands = append(operands, token)
			continue
		}
		operands = operands[:0]
	}
	if len(marks) > 0 {
		r.t.Fatal("marked content is not closed")
	}
}

const blanks = " \t\r\n\x00\f"

// nextToken cuts the first token off content: strings, arrays and dictionaries are one.
func nextToken(s string) (token, rest string) {
	s = strings.TrimLeft(s, blanks)
	if s == "" {
		return "", ""
	}
	end := 0
	switch {
	case strings.HasPrefix(s, "<<"):
		depth := 0
		for end < len(s) {
			switch {
			case strings.HasPrefix(s[end:], "<<"):
				depth, end = depth+1, end+2
			case strings.HasPrefix(s[end:], ">>"):
				if depth, end = depth-1, end+2; depth == 0 {
					return s[:end], s[end:]
				}
			case s[end] == '(':
				end += literal(s[end:])
			default:
				end++
			}
		}
	case s[0] == '<':
		end = strings.IndexByte(s, '>') + 1
	case s[0] == '[':
		for end < len(s) && s[end] != ']' {
			if s[end] == '(' {
				end += literal(s[end:])
			} else {
				end++
			}
		}
		end++
	case s[0] == '(':
		end = literal(s)
	default:
		if end = strings.IndexAny(s[1:], blanks+"/<[("); end < 0 {
			return s, ""
		}
		end++
	}
	return s[:end], s[end:]
}

// literal returns the length of a literal string (7.3.4.2).
func literal(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(s)
}

// actualText decodes the first string of s, which is UTF-16 with a mark or ASCII.
func actualText(t testing.TB, s string) string {
	token, _ := nextToken(s)
	raw := stringOf(t, token)
	if len(raw) >= 2 && raw[0] == 0xfe && raw[1] == 0xff {
		return utf16Text(raw[2:])
	}
	return string(raw)
}

// stringOf decodes a string in either form (7.3.4).
func stringOf(t testing.TB, token string) []byte {
	if strings.HasPrefix(token, "(") {
		return unescaped(token[1 : len(token)-1])
	}
	raw, err := hex.DecodeString(strings.Trim(token, "<>"))
	if err != nil {
		t.Fatalf("%q: %v", token, err)
	}
	return raw
}

// unescaped decodes a literal string without its parentheses.
func unescaped(s string) []byte {
	var b []byte
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b = append(b, s[i])
			continue
		}
		i++
		if at := strings.IndexByte("nrtbf", s[i]); at >= 0 {
			b = append(b, "\n\r\t\b\f"[at])
		} else if s[i] >= '0' && s[i] <= '7' {
			end := i
			for end < len(s) && end < i+3 && s[end] >= '0' && s[end] <= '7' {
				end++
			}
			n, _ := strconv.ParseUint(s[i:end], 8, 8)
			b = append(b, byte(n))
			i = end - 1
		} else {
			b = append(b, s[i])
		}
	}
	return b
}

func utf16Text(raw []byte) string {
	units := make([]uint16, 0, len(raw)/2)
	for ; len(raw) >= 2; raw = raw[2:] {
		units = append(units, uint16(raw[0])<<8|uint16(raw[1]))
	}
	return string(utf16.Decode(units))
}

// toUnicode reads a ToUnicode CMap: the text of each code of four hexadecimal digits
// (9.10.3).
func toUnicode(t testing.TB, cmap string) map[string]string {
	table := map[string]string{}
	text := func(token string) string {
		raw, err := hex.DecodeString(strings.Trim(token, "<>"))
		if err != nil {
			t.Fatalf("%q: %v", token, err)
		}
		return utf16Text(raw)
	}
	var operands []string
	for cmap != "" {
		var token string
		token, cmap = nextToken(cmap)
		switch token {
		case "beginbfchar", "beginbfrange":
			operands = operands[:0]
		case "endbfchar":
			for i := 0; i+1 < len(operands); i += 2 {
				table[strings.ToLower(strings.Trim(operands[i], "<>"))] = text(operands[i+1])
			}
		case "endbfrange":
			for i := 0; i+2 < len(operands); i += 3 {
				from, err1 := strconv.ParseUint(strings.Trim(operands[i], "<>"), 16, 16)
				to, err2 := strconv.ParseUint(strings.Trim(operands[i+1], "<>"), 16, 16)
				if err1 != nil || err2 != nil {
					t.Fatalf("range %q", operands[i:i+3])
				}
				list := strings.Trim(operands[i+2], "[]")
				for code := from; code <= to; code++ {
					var s string
					if strings.HasPrefix(operands[i+2], "[") {
						var item string
						item, list = nextToken(list)
						s = text(item)
					} else {
						runes := []rune(text(operands[i+2]))
						runes[len(runes)-1] += rune(code - from)
						s = string(runes)
					}
					table[fmt.Sprintf("%04x", code)] = s
				}
			}
		default:
			operands = append(operands, token)
		}
	}
	return table
}
