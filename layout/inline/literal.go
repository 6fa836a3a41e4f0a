package inline

import (
	"bytes"
	"strings"
)

// literal is a part of a paragraph that readers copy as it is printed: a web or
// mail address, an identifier, a path or the name of a file, and each word of code. It takes no hyphen
// and no ligature, and breaks at places of its own (RULES 1.5).
type literal struct {
	from, to int32 // characters [from,to) of the paragraph
	address  bool  // a web or mail address
	whole    bool  // code of no more than longName letters and digits: never divided
	scheme   int32 // the end of an address's https://; 0: it has none
	host     int32 // the end of an address's host, and of what stands before it: https://a.example
}

// longName is the number of letters and digits that an identifier must exceed to
// be a literal.
const longName = 12

// shortestAddress is the length of www.a.
const shortestAddress = 5

// findLiterals sets s.literals, ascending.
func (s *Shaper) findLiterals(chars []char) {
	s.literals = s.literals[:0]
	for i := 0; i < len(chars); {
		if !printable(&chars[i]) {
			i++
			continue
		}
		token := append(s.token[:0], byte(chars[i].r))
		j := i + 1
		for j < len(chars) && printable(&chars[j]) && !chars[j-1].ends && !chars[j].edge && chars[j].code == chars[i].code {
			token = append(token, byte(chars[j].r))
			j++
		}
		s.token = token
		switch {
		case chars[i].code:
			s.code(token, i)
		case len(token) >= shortestAddress:
			s.addresses(string(token), i)
		}
		i = j
	}
}

// code appends the literals of a word of code, the first character of which is character
// at of the paragraph: its addresses, and what is around them by itself or, if it is
// longer than a short name, in the parts between its commas.
func (s *Shaper) code(token []byte, at int) {
	if !bytes.Contains(token, []byte("://")) {
		s.names(token, at)
		return
	}
	text := string(token)
	for from := 0; from < len(token); {
		start, end := webAddress(text, from)
		s.names(token[from:start], at+from)
		if start < end {
			s.literal(text, at, start, end, true)
		}
		from = end
	}
}

// names appends the literals of a word of code without addresses, or of what is around
// them.
func (s *Shaper) names(token []byte, at int) {
	add := func(part []byte) {
		if len(part) > 0 {
			s.literals = append(s.literals, literal{from: int32(at), to: int32(at + len(part)), whole: named(part) <= longName})
			at += len(part)
		}
	}
	if named(token) <= longName {
		add(token)
		return
	}
	from := 0
	for i := 1; i+1 < len(token); i++ {
		if token[i] == ',' && alphanumeric(token[i+1]) && !(digit(token[i-1]) && digit(token[i+1])) {
			add(token[from : i+1])
			from = i + 1
		}
	}
	add(token[from:])
}

// named returns the number of letters and digits.
func named(token []byte) int {
	n := 0
	for _, c := range token {
		if alphanumeric(c) {
			n++
		}
	}
	return n
}

// printable reports whether c is a visible ASCII character without a combining
// mark, and no subscript or superscript.
func printable(c *char) bool { return !c.script && c.r > ' ' && c.r < 0x7f && c.end-c.at == 1 }

// literal appends the literal token[from:to] of a sequence of characters, the first of
// which is character at of the paragraph.
func (s *Shaper) literal(token string, at, from, to int, address bool) {
	l := literal{from: int32(at + from), to: int32(at + to), address: address}
	if mark := strings.Index(token[from:to], "://"); address && mark >= 0 {
		l.scheme = l.from + int32(mark+len("://"))
	}
	if address {
		l.host = l.to
		begin := max(l.from, l.scheme) - int32(at)
		if path := strings.IndexAny(token[begin:to], "/?#"); path >= 0 {
			l.host = int32(at) + begin + int32(path)
		}
	}
	s.literals = append(s.literals, l)
}

// addresses appends the literals of a sequence of visible ASCII characters, the
// first of which is character at of the paragraph.
func (s *Shaper) addresses(token string, at int) {
	add := func(from, to int, address bool) { s.literal(token, at, from, to, address) }
	for from := 0; from < len(token); {
		start, end := webAddress(token, from)
		for from < start {
			mail, stop := mailAddress(token[:start], from)
			identifiers(token[:mail], from, add)
			if mail < stop {
				add(mail, stop, true)
			}
			from = stop
		}
		if start < end {
			add(start, end, true)
		}
		from = end
	}
}

// webAddress returns the range of the first web address in token[from:]; both
// are the token's length if there is none.
func webAddress(token string, from int) (start, end int) {
	for k := from; k < len(token); {
		mark := strings.Index(token[k:], "://")
		site := strings.Index(token[k:], "www.")
		switch {
		case mark < 0 && site < 0:
			return len(token), len(token)
		case site >= 0 && (mark < 0 || site < mark):
			start, k = k+site, k+site+4
			if start > from && (alphanumeric(token[start-1]) || token[start-1] == '@') {
				continue
			}
		default:
			start, k = schemeStart(token, from, k+mark), k+mark+3
		}
		end = k
		for end < len(token) && token[end] != '"' && token[end] != '<' && token[end] != '>' {
			end++
		}
		for end > k && strings.IndexByte(".,;:!?)'", token[end-1]) >= 0 {
			end--
		}
		if end > k && start < k-3 {
			return start, end
		}
	}
	return len(token), len(token)
}

// schemeStart returns the start of the scheme that ends at colon (RFC 3986 3.1).
func schemeStart(token string, from, colon int) int {
	start := colon
	for k := colon - 1; k >= from && (alphanumeric(token[k]) || strings.IndexByte("+-.", token[k]) >= 0); k-- {
		if letter(token[k]) {
			start = k
		}
	}
	return start
}

// mailAddress returns the range of the first mail address in token[from:]; both
// are the token's length if there is none.
func mailAddress(token string, from int) (start, end int) {
	for k := from; k < len(token); k++ {
		if token[k] != '@' {
			continue
		}
		end = domainEnd(token, k+1)
		start = k
		for start > from && mailByte(token[start-1]) {
			start--
		}
		if start < k && end > 0 {
			return start, end
		}
	}
	return len(token), len(token)
}

// domainEnd returns the end of the domain name that begins at from: behind the
// last dot that two letters follow, and these letters; 0 if there is none.
func domainEnd(token string, from int) int {
	end := 0
	for k := from; k < len(token) && (alphanumeric(token[k]) || token[k] == '.' || token[k] == '-'); k++ {
		if k > from && token[k] == '.' && k+2 < len(token) && letter(token[k+1]) && letter(token[k+2]) {
			for end = k + 3; end < len(token) && letter(token[end]); {
				end++
			}
		}
	}
	return end
}

func mailByte(c byte) bool { return alphanumeric(c) || strings.IndexByte("._%+-", c) >= 0 }

// identifiers adds the identifiers, paths and names of files in token[from:].
func identifiers(token string, from int, add func(from, to int, address bool)) {
	for from < len(token) {
		to := from
		for to < len(token) && identifierByte(token[to]) {
			to++
		}
		name := strings.TrimLeft(token[from:to], "-.:?&=+%")
		start := to - len(name)
		name = strings.TrimRight(name, "-.:?&=+%")
		if isIdentifier(name) {
			add(start, start+len(name), false)
		}
		from = to + 1
	}
}

func identifierByte(c byte) bool {
	return alphanumeric(c) || strings.IndexByte(`_./\:@-+~#$%&=?`, c) >= 0
}

// isIdentifier reports whether a sequence of identifierByte is an identifier,
// path or name of a file: it has more than longName letters and digits, signs, a
// change of case or a letter beside a digit inside, and is no number of its own
// kind. Codes of capitals and digits (GB/T19001-2016) are numbers, too; words between
// several strokes are an identifier in capitals as well.
func isIdentifier(name string) bool {
	count, letters := 0, 0
	marked, joined := false, false // by lower case or a sign of programs; as no word is
	for i := range len(name) {
		c := name[i]
		if alphanumeric(c) {
			count++
		}
		if letter(c) {
			letters++
		}
		marked = marked || c >= 'a' && c <= 'z' || c == '_' || c == '\\' || c == '@'
		if i > 0 && i+1 < len(name) && c != '-' && !alphanumeric(c) || i > 0 && humps(name[i-1], c) ||
			i > 0 && alphanumeric(c) && alphanumeric(name[i-1]) && letter(c) != letter(name[i-1]) {
			joined = true
		}
	}
	marked = marked || letters == count && strings.Count(name, "/") > 1 // TCP/UDP/HTTP/HTTPS
	return count > longName && letters > 0 && marked && joined && !isVersion(name, letters) && !isInternetAddress(name)
}

// isVersion reports whether a name with a number of letters is a version or a
// number with a unit: numbers divided by dots at its start, few letters and no
// sign of paths behind them.
func isVersion(name string, letters int) bool {
	if name[0]|0x20 == 'v' {
		name = name[1:]
	}
	rest := strings.TrimLeft(name, "0123456789")
	return len(rest) < len(name) && len(rest) > 1 && rest[0] == '.' && digit(rest[1]) &&
		letters <= longName && !strings.ContainsAny(name, `_/\@:`)
}

// isInternetAddress reports whether a name is an address of IP version 6 or of a
// network card.
func isInternetAddress(name string) bool {
	return strings.Count(name, ":") > 1 && strings.Trim(name, "0123456789abcdefABCDEF:./%") == ""
}

// humps reports whether a change from lower to upper case is between a and b.
func humps(a, b byte) bool { return a >= 'a' && a <= 'z' && b >= 'A' && b <= 'Z' }

// capitals reports whether b begins a word behind capitals, as the R of FXResume.
func capitals(a, b, c byte) bool {
	return a >= 'A' && a <= 'Z' && b >= 'A' && b <= 'Z' && c >= 'a' && c <= 'z'
}

func digit[T byte | rune](c T) bool  { return c >= '0' && c <= '9' }
func letter[T byte | rune](c T) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func alphanumeric(c byte) bool       { return digit(c) || letter(c) }
