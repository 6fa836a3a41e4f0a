package opc

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// XML returns the tree of a part. Document type declarations are refused, so there are
// no entities but the five of XML itself.
func (p *Package) XML(part string) (*Tree, error) {
	raw, err := p.text(part)
	if err != nil {
		return nil, err
	}
	return parse(part, raw, p.limits)
}

// Parse returns the tree of XML that is no part of a package, within the same bounds.
// name is what an error calls it.
func Parse(name, raw string) (*Tree, error) { return parse(name, raw, standard) }

func parse(part, raw string, limits limits) (*Tree, error) {
	text, err := toUTF8(part, raw)
	if err != nil {
		return nil, err
	}
	p := &parser{
		part: part, src: text, limits: limits,
		ids:  map[string]int32{"": 0},
		raw:  map[string]int32{},
		tree: &Tree{source: text, names: []string{""}, nodes: []node{{name: 0}}},
	}
	p.spaces = append(p.spaces, declaration{"xml", "xml:", 0})
	if err := p.document(); err != nil {
		return nil, err
	}
	p.tree.resolved = p.resolved.String()
	return p.tree, nil
}

// parser reads XML 1.0 with namespaces. It is not encoding/xml because a document of
// some dozen pages is megabytes of elements: this takes a tenth of the time and
// allocates next to nothing. The tests compare the two.
type parser struct {
	part     string
	src      string
	pos      int
	limits   limits
	tree     *Tree
	resolved strings.Builder
	ids      map[string]int32 // of names with the prefixes of this package
	raw      map[string]int32 // of names of elements as written, while no namespace is declared anew
	spaces   []declaration    // in force
	open     []element
	names    []string // of the attributes of an element as written
	pending  piece    // text since the last tag
	hasText  bool
	textAt   int
	err      error
}

// declaration is a prefix that a file declares; depth is that of its element.
type declaration struct {
	name   string // as written; "" for the default namespace
	prefix string // of this package
	depth  int
}

type element struct {
	node   int32
	last   int32  // its last child
	name   string // as written
	spaces bool   // it declares namespaces
}

func (p *parser) fail(problem Problem, value string, at int) bool {
	if p.err == nil {
		p.err = &Error{Problem: problem, Part: p.part, Value: value, Offset: at}
	}
	return false
}

func (p *parser) syntax(what string, at int) bool { return p.fail(Syntax, what, at) }

func (p *parser) document() error {
	p.open = append(p.open, element{})
	for p.pos < len(p.src) && p.markup() {
	}
	switch {
	case p.err != nil:
	case len(p.open) > 1:
		p.syntax("the end of the file inside <"+p.open[len(p.open)-1].name+">", p.pos)
	case p.tree.nodes[0].first == 0:
		p.syntax("no element", p.pos)
	}
	return p.err
}

// markup reads text up to the next tag, and the tag.
func (p *parser) markup() bool {
	n := strings.IndexByte(p.src[p.pos:], '<')
	if n < 0 {
		n = len(p.src) - p.pos
	}
	if n > 0 && !p.characters(p.src[p.pos:p.pos+n], true) {
		return false
	}
	if p.pos == len(p.src) {
		return true
	}
	rest := p.src[p.pos:]
	switch {
	case strings.HasPrefix(rest, "</"):
		return p.endTag()
	case strings.HasPrefix(rest, "<?"):
		return p.skip("?>", 2)
	case strings.HasPrefix(rest, "<!--"):
		start := p.pos
		if !p.skip("-->", 4) {
			return false
		}
		if text := p.src[start+4 : p.pos-3]; strings.Contains(text, "--") || strings.HasSuffix(text, "-") { // XML 1.0, 2.5
			return p.syntax("-- in a comment", start)
		}
		return true
	case strings.HasPrefix(rest, "<![CDATA["):
		end := strings.Index(rest, "]]>")
		if end < 0 {
			return p.syntax("an unclosed CDATA section", p.pos)
		}
		p.pos += 9
		if !p.characters(rest[9:end], false) {
			return false
		}
		p.pos += 3
		return true
	case strings.HasPrefix(rest, "<!"):
		return p.fail(DTD, "", p.pos)
	}
	return p.startTag()
}

func (p *parser) skip(end string, from int) bool {
	n := strings.Index(p.src[p.pos+from:], end)
	if n < 0 {
		return p.syntax("no "+end, p.pos)
	}
	p.pos += from + n + len(end)
	return true
}

// characters reads text at p.pos, with references unless it is a CDATA section.
func (p *parser) characters(s string, references bool) bool {
	start := p.pos
	p.pos += len(s)
	if len(p.open) == 1 {
		if strings.Trim(s, " \t\r\n") != "" || !references {
			return p.syntax("text outside the root element", start)
		}
		return true
	}
	if references && strings.Contains(s, "]]>") {
		return p.syntax("]]> in a text", start)
	}
	if p.hasText && p.pending.start >= 0 { // it goes on, behind a comment or a CDATA section
		p.pending = p.store(p.between(p.pending))
	}
	got, ok := p.resolve(s, start, references, false)
	switch {
	case !ok:
		return false
	case !p.hasText:
		p.pending, p.hasText, p.textAt = got, true, start
		return true
	case got.start >= 0:
		got = p.store(p.between(got))
	}
	p.pending.length += got.length // nothing has been stored between the two
	return true
}

// between returns a piece while the tree is being made.
func (p *parser) between(q piece) string {
	if q.start < 0 {
		return p.resolved.String()[-1-q.start:][:q.length]
	}
	return p.src[q.start:][:q.length]
}

func (p *parser) store(s string) piece {
	at := p.resolved.Len()
	p.resolved.WriteString(s)
	return piece{int32(-1 - at), int32(len(s))}
}

// flush makes the text since the last tag a node. White space is one only where it is
// all that an element contains.
func (p *parser) flush(ended bool) bool {
	if !p.hasText {
		return true
	}
	p.hasText = false
	top := &p.open[len(p.open)-1]
	if p.pending.length == 0 || (!ended || top.last != 0) && strings.Trim(p.between(p.pending), " \t\r\n") == "" {
		return true
	}
	_, ok := p.add(node{piece: p.pending, at: int32(p.textAt)})
	return ok
}

func (p *parser) add(n node) (int32, bool) {
	if len(p.tree.nodes) > p.limits.nodes {
		return 0, p.fail(TooManyNodes, strconv.Itoa(p.limits.nodes), 0)
	}
	top := &p.open[len(p.open)-1]
	n.parent = top.node
	at := int32(len(p.tree.nodes))
	p.tree.nodes = append(p.tree.nodes, n)
	if top.last == 0 {
		p.tree.nodes[top.node].first = at
	} else {
		p.tree.nodes[top.last].next = at
	}
	top.last = at
	return at, true
}

func (p *parser) endTag() bool {
	at := p.pos
	p.pos += 2
	name := p.name()
	p.space()
	if p.err != nil || p.pos >= len(p.src) || p.src[p.pos] != '>' {
		return p.syntax("an end tag without >", at)
	}
	p.pos++
	top := p.open[len(p.open)-1]
	if len(p.open) == 1 || top.name != name {
		return p.syntax("</"+name+"> in <"+top.name+">", at)
	}
	return p.close()
}

// close ends the innermost element.
func (p *parser) close() bool {
	if !p.flush(true) {
		return false
	}
	top := p.open[len(p.open)-1]
	p.open = p.open[:len(p.open)-1]
	if top.spaces {
		for p.spaces[len(p.spaces)-1].depth == len(p.open) {
			p.spaces = p.spaces[:len(p.spaces)-1]
		}
		p.forget()
	}
	return true
}

// forget empties the names as written, since prefixes mean something else now. A large
// map is left behind: emptying it would take time in proportion to its size.
func (p *parser) forget() {
	if len(p.raw) > 64 {
		p.raw = map[string]int32{}
	} else {
		clear(p.raw)
	}
}

// name reads a name as written.
func (p *parser) name() string {
	start := p.pos
	for p.pos < len(p.src) {
		c := p.src[p.pos]
		if c < utf8.RuneSelf && !nameByte[c] {
			break
		}
		p.pos++
	}
	name := p.src[start:p.pos]
	switch {
	case name == "" || name[0] == '-' || name[0] == '.' || '0' <= name[0] && name[0] <= '9':
		p.syntax("no name", start)
	case len(name) > 1000:
		p.syntax("a name of more than 1000 bytes", start)
	}
	return name
}

// nameByte tells which ASCII characters names consist of; all others are taken.
var nameByte = [utf8.RuneSelf]bool{
	'-': true, '.': true, ':': true, '_': true,
	'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true,
	'A': true, 'B': true, 'C': true, 'D': true, 'E': true, 'F': true, 'G': true, 'H': true, 'I': true, 'J': true, 'K': true, 'L': true, 'M': true,
	'N': true, 'O': true, 'P': true, 'Q': true, 'R': true, 'S': true, 'T': true, 'U': true, 'V': true, 'W': true, 'X': true, 'Y': true, 'Z': true,
	'a': true, 'b': true, 'c': true, 'd': true, 'e': true, 'f': true, 'g': true, 'h': true, 'i': true, 'j': true, 'k': true, 'l': true, 'm': true,
	'n': true, 'o': true, 'p': true, 'q': true, 'r': true, 's': true, 't': true, 'u': true, 'v': true, 'w': true, 'x': true, 'y': true, 'z': true,
}

// space skips white space and reports whether there was any.
func (p *parser) space() bool {
	start := p.pos
	for p.pos < len(p.src) && (p.src[p.pos] == ' ' || p.src[p.pos] == '\n' || p.src[p.pos] == '\t' || p.src[p.pos] == '\r') {
		p.pos++
	}
	return p.pos > start
}

// resolve returns the text that s stands for, at an offset of the source: references are
// replaced, line ends become "\n", and in values of attributes white space a blank.
func (p *parser) resolve(s string, at int, references, value bool) (piece, bool) {
	plain := true
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '&' && references, c == '\r', value && (c == '\n' || c == '\t'):
			plain = false
		case c < ' ' && c != '\n' && c != '\t':
			return piece{}, p.syntax("the character U+00"+strconv.FormatInt(int64(c)+0x100, 16)[1:], at+i)
		case c == 0xEF && i+2 < len(s) && s[i+1] == 0xBF && s[i+2] >= 0xBE:
			return piece{}, p.syntax("a character that XML does not allow", at+i)
		}
	}
	if plain {
		return piece{int32(at), int32(len(s))}, true
	}
	start := p.resolved.Len()
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '&' && references:
			r, n := reference(s[i:])
			if n == 0 {
				return piece{}, p.syntax("an unknown reference &", at+i)
			}
			p.resolved.WriteRune(r)
			i += n
			continue
		case c == '\r' && value, value && (c == '\n' || c == '\t'):
			if c != '\r' || i+1 == len(s) || s[i+1] != '\n' {
				p.resolved.WriteByte(' ')
			}
		case c == '\r':
			if i+1 == len(s) || s[i+1] != '\n' {
				p.resolved.WriteByte('\n')
			}
		default:
			n := i + 1
			for n < len(s) && s[n] != '&' && s[n] != '\r' && (!value || s[n] != '\n' && s[n] != '\t') {
				n++
			}
			p.resolved.WriteString(s[i:n])
			i = n
			continue
		}
		i++
	}
	return piece{int32(-1 - start), int32(p.resolved.Len() - start)}, true
}

// reference returns the character of the reference with which s begins and its length, 0
// if it is none.
func reference(s string) (r rune, length int) {
	end := strings.IndexByte(s[:min(len(s), 16)], ';')
	if end < 0 {
		return 0, 0
	}
	name := s[1:end]
	switch name {
	case "lt":
		return '<', end + 1
	case "gt":
		return '>', end + 1
	case "amp":
		return '&', end + 1
	case "quot":
		return '"', end + 1
	case "apos":
		return '\'', end + 1
	}
	number, ok := strings.CutPrefix(name, "#")
	if !ok {
		return 0, 0
	}
	base := 10
	if hex, ok := strings.CutPrefix(number, "x"); ok {
		number, base = hex, 16
	}
	v, err := strconv.ParseUint(number, base, 32)
	if err != nil || !validChar(rune(v)) {
		return 0, 0
	}
	return rune(v), end + 1
}

// validChar reports whether XML allows a character (XML 1.0, 2.2).
func validChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r < 0xD800 || r >= 0xE000 && r < 0xFFFE || r >= 0x10000 && r <= utf8.MaxRune
}
