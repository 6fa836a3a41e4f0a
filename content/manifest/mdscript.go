package manifest

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"jianbao/content"
	"jianbao/content/pattern"
)

// maxScript is the maximum length of a subscript or superscript in characters.
const maxScript = 8

// scriptCharacter reports whether a character may be in a subscript or
// superscript between signs: digits, Latin and Greek letters, + − - ( ) and the comma.
func scriptCharacter(r rune) bool {
	return r >= '0' && r <= '9' || unicode.IsLetter(r) && unicode.In(r, unicode.Latin, unicode.Greek) && r < 0x2000 || strings.ContainsRune("+−-(),", r)
}

// maxElementScript is the maximum length of one in an element of HTML, in characters.
const maxElementScript = 20

// isElementScript reports whether a text in an element of HTML may be a subscript or
// superscript: any without blanks.
func isElementScript(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 1 && n <= maxElementScript && !strings.ContainsFunc(s, func(r rune) bool { return invisible(r) || unicode.IsControl(r) })
}

// isScript reports whether a text between signs may be a subscript or superscript.
func isScript(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= 1 && n <= maxScript && !strings.ContainsFunc(s, func(r rune) bool { return !scriptCharacter(r) })
}

// scriptNode is a subscript or superscript of the copy.
type scriptNode struct {
	ast.BaseInline
	script   content.Script
	from, to int // its characters
}

var kindScript = ast.NewNodeKind("Script")

// Kind implements ast.Node.
func (n *scriptNode) Kind() ast.NodeKind { return kindScript }

// Dump implements ast.Node.
func (n *scriptNode) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// scriptParser reads H~2~O and m^3^.
type scriptParser struct{ m *markdown }

// Trigger implements parser.InlineParser.
func (p scriptParser) Trigger() []byte { return []byte("~^") }

// Parse implements parser.InlineParser.
func (p scriptParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	sign := line[0]
	end := scriptEnd(before, line)
	if end == 0 || p.m.inBareAddress(segment.Start) {
		return nil
	}
	n := &scriptNode{script: content.Subscript, from: segment.Start + 1, to: segment.Start + end}
	if sign == '^' {
		n.script = content.Superscript
	}
	block.Advance(end + 1)
	return n
}

// scriptEnd returns the offset in a text of the sign that ends the script at its
// beginning, 0 if there is none. before is the character before the text.
func scriptEnd(before rune, line []byte) int {
	sign := line[0]
	end := bytes.IndexByte(line[1:], sign) + 1
	if end < 2 || before == rune(sign) || !isScript(string(line[1:end])) {
		return 0
	}
	after, _ := utf8.DecodeRune(line[end+1:])
	if len(line) == end+1 {
		after = ' '
	}
	switch {
	case after == rune(sign):
		return 0
	case sign == '~' && before >= '0' && before <= '9' && asciiWord(after):
		return 0 // 5~6~7, K1~K2~K3
	case sign == '^' && face(string(line[1:end])) && !asciiWord(before):
		return 0 // ^o^
	}
	return end
}

// face reports whether a text between two ^ draws a face.
func face(s string) bool { return len(s) == 1 && strings.ContainsAny(s, "oOvVwuU-") }

// bareAddress is a web address without brackets, in which ~ is its own sign.
var bareAddress = pattern.New(`[A-Za-z][0-9A-Za-z+.-]*://[!-;=?-~]+`)

// inBareAddress reports whether an offset is in a web address.
func (m *markdown) inBareAddress(off int) bool {
	if m.addresses == nil {
		m.addresses = []span{}
		for _, at := range bareAddress().FindAllIndex(m.data, -1) {
			m.addresses = append(m.addresses, span{at[0], at[1]})
		}
	}
	i, found := slices.BinarySearchFunc(m.addresses, off, func(s span, off int) int { return cmp.Compare(s.from, off) })
	return found || i > 0 && off < m.addresses[i-1].to
}

// scriptElement is an HTML element of a subscript or superscript with its text.
var scriptElement = pattern.New(`^<(?i:sub|sup)\s*>([^<>\n]{1,60})</(?i:sub|sup)\s*>`)

// scriptTag reads <sub> or <sup> from an offset, up to which the tag goes, and
// reports whether its element is a script.
func (r *runs) scriptTag(name string, from int) bool {
	at := scriptElement().FindSubmatchIndex(r.m.data[from:])
	if at == nil {
		return false
	}
	var text strings.Builder
	for rest := r.m.data[from+at[2] : from+at[3]]; len(rest) > 0; {
		n := bytes.IndexAny(rest, `\&`)
		if n < 0 {
			n = len(rest)
		}
		text.Write(rest[:n])
		if rest = rest[n:]; len(rest) > 0 {
			s, size := resolve(rest)
			text.WriteString(s)
			rest = rest[size:]
		}
	}
	closing := bytes.ToLower(r.m.data[from+at[3]+2 : from+at[3]+5])
	return isElementScript(text.String()) && string(closing) == name
}
