// Package field reads the instructions of fields of WordprocessingML (ECMA-376 part 1,
// 17.16): their kind, arguments and switches, and the characters that EQ fields of
// Chinese documents are made of.
package field

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Field is an instruction, taken apart.
type Field struct {
	Kind      string // in capitals: PAGE, HYPERLINK, "=" for a formula
	Arguments []string
	Switches  []Switch
	Code      string // as written, without blanks around it
}

// Switch is a switch and what follows it up to the next one: \l "bookmark".
type Switch struct {
	Name      string // in lower case, with its backslash
	Arguments []string
}

// Parse takes an instruction apart.
func Parse(code string) Field {
	f := Field{Code: strings.TrimSpace(code)}
	rest := f.Code
	if strings.HasPrefix(rest, "=") {
		f.Kind, rest = "=", rest[1:]
	} else {
		f.Kind, rest = word(rest)
		f.Kind = strings.ToUpper(f.Kind)
	}
	for {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		if rest == "" {
			return f
		}
		if rest[0] == '\\' {
			var name string
			name, rest = switchName(rest)
			f.Switches = append(f.Switches, Switch{Name: name})
			continue
		}
		var argument string
		argument, rest = word(rest)
		if n := len(f.Switches); n > 0 {
			f.Switches[n-1].Arguments = append(f.Switches[n-1].Arguments, argument)
		} else {
			f.Arguments = append(f.Arguments, argument)
		}
	}
}

// switchName returns the switch with which s begins: \l, \*, \@, \ad; "" if with none.
func switchName(s string) (name, rest string) {
	if !strings.HasPrefix(s, `\`) {
		return "", s
	}
	end := 1
	for end < len(s) && (s[end]|0x20 >= 'a' && s[end]|0x20 <= 'z') {
		end++
	}
	if end == 1 && len(s) > 1 { // a sign: \* \@ \# \!
		_, size := utf8.DecodeRuneInString(s[1:])
		end += size
	}
	return strings.ToLower(s[:end]), s[end:]
}

// word returns the argument with which s begins, without the quotes around it. In quotes
// \" and \\ stand for a quote and a backslash; Chinese keyboards type curly ones.
func word(s string) (argument, rest string) {
	for _, q := range [][2]string{{`"`, `"`}, {"“", "”"}} {
		inside, ok := strings.CutPrefix(s, q[0])
		if !ok {
			continue
		}
		var b strings.Builder
		for i := 0; i < len(inside); i++ {
			switch {
			case inside[i] == '\\' && i+1 < len(inside) && (inside[i+1] == '"' || inside[i+1] == '\\'):
				i++
				b.WriteByte(inside[i])
			case strings.HasPrefix(inside[i:], q[1]):
				return b.String(), inside[i+len(q[1]):]
			default:
				b.WriteByte(inside[i])
			}
		}
		return b.String(), ""
	}
	end := strings.IndexFunc(s, unicode.IsSpace)
	if end < 0 {
		end = len(s)
	}
	return s[:end], s[end:]
}

// Has reports whether the field has a switch.
func (f *Field) Has(name string) bool {
	for _, s := range f.Switches {
		if s.Name == name {
			return true
		}
	}
	return false
}

// Value returns the first argument of a switch, "" if it has none.
func (f *Field) Value(name string) string {
	for _, s := range f.Switches {
		if s.Name == name && len(s.Arguments) > 0 {
			return s.Arguments[0]
		}
	}
	return ""
}

// formatsNumber reports whether a switch says how a number is written, which shows that of
// a SEQ field in spite of its switch \h (ECMA-376 part 1, 17.16.5.56).
func (f *Field) formatsNumber() bool {
	for _, s := range f.Switches {
		if s.Name == `\*` && len(s.Arguments) > 0 && !strings.HasSuffix(strings.ToUpper(s.Arguments[0]), "FORMAT") {
			return true
		}
	}
	return false
}

// ButtonText returns the text of a MACROBUTTON or GOTOBUTTON, which is what its instruction
// has behind the name of the macro or the place; formats before and behind it are none.
func (f *Field) ButtonText() string {
	_, rest := word(f.Code)
	_, rest = word(strings.TrimLeftFunc(rest, unicode.IsSpace))
	for {
		rest = strings.TrimSpace(rest)
		format, ok := strings.CutPrefix(rest, `\*`)
		if !ok {
			break
		}
		_, rest = word(strings.TrimLeftFunc(format, unicode.IsSpace))
	}
	if text, format, ok := strings.Cut(rest, `\*`); ok && len(strings.Fields(format)) <= 1 {
		rest = strings.TrimSpace(text)
	}
	return rest
}

// Link returns where a HYPERLINK leads: an address, "#" and the name of a bookmark of the
// document, or both together; "" if nowhere.
func (f *Field) Link() string {
	if f.Kind != "HYPERLINK" {
		return ""
	}
	link := ""
	if len(f.Arguments) > 0 {
		link = f.Arguments[0]
	}
	if mark := f.Value(`\l`); mark != "" {
		link += "#" + mark
	}
	return link
}

// Use is what the result of a field is for a text that is set elsewhere.
type Use uint8

// The uses.
const (
	Result     Use = iota // the result is text like any other
	OfTheDay              // it is the value of the day, or of the page, on which the file was saved
	Contents              // it is a table of contents, an index or a list of sources
	Mark                  // it marks a place or keeps a value, and shows nothing: entries of an index
	NoteNumber            // it is the number of a note
	Equation              // EQ: it has no result; what it shows is in the instruction
	FormField             // FORMCHECKBOX, FORMDROPDOWN: what it shows is in its properties
	Embedded              // an object or a picture that is kept elsewhere
)

// Use returns what the field's result is.
func (f *Field) Use() Use {
	switch f.Kind {
	case "PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "PAGEREF", "DATE", "TIME", "SAVEDATE", "PRINTDATE", "EDITTIME",
		"FILENAME", "FILESIZE", "NUMWORDS", "NUMCHARS", "REVNUM":
		return OfTheDay
	case "TOC", "INDEX", "TOA":
		return Contents
	case "XE", "TC", "TA", "RD", "PRIVATE", "SET", "ASK", "ADVANCE", "NEXT", "NEXTIF", "SKIPIF":
		return Mark
	case "SEQ":
		if f.Has(`\h`) && !f.formatsNumber() {
			return Mark
		}
	case "NOTEREF", "FTNREF":
		return NoteNumber
	case "EQ":
		return Equation
	case "FORMCHECKBOX", "FORMDROPDOWN":
		return FormField
	case "INCLUDEPICTURE", "EMBED", "LINK", "DDE", "DDEAUTO", "SHAPE", "CONTROL", "HTMLCONTROL", "BARCODE", "DISPLAYBARCODE", "MERGEBARCODE":
		return Embedded
	}
	return Result
}
