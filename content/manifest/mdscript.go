package manifest

import (
	"bytes"
	"cmp"
	"regexp"
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
	end, formula := scriptEnd(before, p.m.data[max(0, segment.Start-scriptContext):segment.Start], line)
	if formula && !p.m.inBareAddress(segment.Start) {
		p.m.typedFormula(segment.Start)
	}
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

// scriptContext is how many bytes before and behind a script are looked at.
const scriptContext = 48

// scriptEnd returns the offset in a text of the sign that ends the script at its
// beginning, 0 if there is none. before is the character before the text, and left the
// text before it in the source, of which the end suffices. formula reports that the sign is
// part of a formula without markup.
func scriptEnd(before rune, left, line []byte) (end int, formula bool) {
	sign := line[0]
	end = bytes.IndexByte(line[1:], sign) + 1
	if end < 2 || before == rune(sign) || !isScript(string(line[1:end])) {
		return 0, false
	}
	inner, rest := string(line[1:end]), line[end+1:]
	after, _ := utf8.DecodeRune(rest)
	if len(rest) == 0 {
		after = ' '
	}
	switch {
	case after == rune(sign):
		return 0, false
	case sign == '~' && (before >= '0' && before <= '9' && asciiWord(after) || inRange(left, inner, rest)):
		return 0, false // 5~6~7, K1~K2~K3
	case sign == '^' && face(inner) && !asciiWord(before):
		return 0, false // ^o^
	case sign == '^' && inFormula(inner, rest):
		return 0, true
	}
	return end, false
}

var (
	// operatorInside is an operator or a comma between two parts.
	operatorInside = pattern.New(`^[^+−-].*[+−,-].*[^+−,-]|^[+−-].+[+−,-].*[^+−,-]`)
	// factors are what stands between the signs of x^2y^2 and x^2(y+z)^2.
	factors = pattern.New(`^(?:[0-9]+|\(\))(?:\pL|\(\))+$`)
)

// inFormula reports whether a text between two ^ is the middle of a formula without markup
// in which either begins an exponent of its own, as in a^2+b^2=c^2: it has an operator
// inside, and what follows is no end of an exponent. 10^-3^mol and Ca^2+^Cl have none.
func inFormula(inner string, rest []byte) bool {
	after, size := utf8.DecodeRune(rest)
	next, _ := utf8.DecodeRune(rest[size:])
	bare, balanced := emptyParentheses(inner)
	switch {
	case !balanced:
		return true // x^2(y^2+1)
	case operatorInside().MatchString(bare):
		return digitOrLetter(after) || after == '(' || strings.ContainsRune("+−-", after) && digitOrLetter(next)
	}
	return (after >= '0' && after <= '9' || after == '(') && factors().MatchString(bare)
}

// digitOrLetter reports whether a character is a digit or letter that a formula can have.
func digitOrLetter(r rune) bool { return scriptCharacter(r) && wordCharacter(r) }

// emptyParentheses returns a text without what stands in parentheses, and whether each of
// these has its partner in it.
func emptyParentheses(s string) (bare string, balanced bool) {
	var out strings.Builder
	depth := 0
	for _, r := range s {
		if r == ')' {
			depth--
		}
		if depth < 0 {
			return s, false
		}
		if depth == 0 {
			out.WriteRune(r)
		}
		if r == '(' {
			depth++
		}
	}
	return out.String(), depth == 0
}

var (
	// charged is a text between two ^ that begins as the charge of an ion and goes on to the next
	// ion: Na^+,Cl^-, Na^+-K^+.
	charged = pattern.New(`^[0-9]*[+−-][,+−-].*\pL`)
	// signedWord is one that does not tell whether it goes on so: Na^+Cl^-.
	signedWord = pattern.New(`^[+−-].*\pL$`)
)

// doubtfulScript reports a superscript that may be the middle of 2^3^2 or of Na^+,Cl^-, and a
// subscript that may be the middle of 3月~5~8月.
func (m *markdown) doubtfulScript(n *scriptNode) {
	from, to := n.from-1, n.to+1
	before, _ := utf8.DecodeLastRune(m.data[:from])
	after, size := utf8.DecodeRune(m.data[to:])
	next, _ := utf8.DecodeRune(m.data[to+size:])
	inner := string(m.data[n.from:n.to])
	switch {
	case n.script == content.Subscript && unicode.Is(unicode.Han, before) && wordCharacter(after) && !noSpaces(after):
		m.warn("md-subscript", m.place.At(from, to), string(m.data[from:to]), inner)
	case n.script == content.Superscript && (unicode.IsDigit(before) && unicode.IsDigit(after) || charged().MatchString(inner) ||
		signedWord().MatchString(inner) && strings.ContainsRune("+−-", after) && !digitOrLetter(next)):
		m.warn("md-superscript", m.place.At(from, to), string(m.data[from:to]), inner)
	}
}

var (
	listInside = pattern.New(`[0-9\p{Latin}\p{Greek}],[0-9\p{Latin}\p{Greek}]`)
	// quantityInside is a number with its unit.
	quantityInside = pattern.New(`^[0-9].*\pL$`)
	// lastWord and firstWord are the letters and digits beside a text.
	lastWord  = pattern.New(`[0-9\p{Latin}\p{Greek}]+$`)
	firstWord = pattern.New(`^[0-9\p{Latin}\p{Greek}]+`)
	capitals  = pattern.New(`^[A-Z]{1,4}$`)
	longWord  = pattern.New(`^[A-Za-z]{3,}$`)
	// scripted is a word that goes on to the end of another script.
	scripted = pattern.New(`^[0-9\p{Latin}\p{Greek}+−(),-]*(?:~[0-9\p{Latin}\p{Greek}+−(),-]+~[0-9\p{Latin}\p{Greek}+−(),-]*)*~[0-9\p{Latin}\p{Greek}+−(),-]+~(?:[^0-9\p{Latin}\p{Greek}~]|$)`)
)

// inRange reports whether a text between two ~ is the middle of ranges, each of which has
// a ~ of its own: 1kg~2kg~3kg, 1m~2m,3m~4m, S~M~L, Mon~Tue~Wed; but not C~n~H~2n+2~.
func inRange(left []byte, inner string, rest []byte) bool {
	after, _ := utf8.DecodeRune(rest)
	rest = rest[:min(len(rest), scriptContext)]
	before, behind := lastWord().Find(left), firstWord().Find(rest)
	alike := func(form *regexp.Regexp) bool {
		return form.Match(before) && form.MatchString(inner) && form.Match(behind)
	}
	_, balanced := emptyParentheses(inner)
	switch {
	case !balanced:
		return true // (a~b)(c~d)
	case !digitOrLetter(after):
		return false
	case listInside().MatchString(inner):
		return !scripted().Match(rest)
	}
	return quantityInside().MatchString(inner) && after <= '9' || alike(capitals()) || alike(longWord())
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
