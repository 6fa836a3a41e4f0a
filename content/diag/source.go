package diag

import (
	"bytes"
	"slices"
	"sort"
	"unicode/utf8"
)

// Source is one input text: a manifest, an article, a theme. Data is UTF-8
// without a byte order mark; a file in another encoding is decoded first. A
// Source with nil Data stands for a whole file, for example one that cannot be
// read.
type Source struct {
	Path string // as shown to the user, with slashes
	Data []byte // decoded text; spans count its bytes
	// Raw maps Data to the bytes of the file where the two differ: a byte order
	// mark or another encoding. Nil: they are the same.
	Raw []RawRun
	// Encoding is the file's encoding: utf-8, utf-16, gb18030 or big5; empty for
	// kinds of files that are always UTF-8.
	Encoding string
	// File holds the bytes of the file as read. Nil: they are Data.
	File []byte
	// Units holds the units of a document, whose Data is the text extracted from
	// it, ascending by Off. Nil: places are lines.
	Units []Unit
}

// Bytes returns the bytes of the file as read.
func (s *Source) Bytes() []byte {
	if s.File != nil {
		return s.File
	}
	return s.Data
}

// RawRun maps text to file bytes: from byte Off of the text up to the next run,
// every Text bytes of the text correspond to File bytes of the file, starting
// at byte Raw.
type RawRun struct {
	Off, Raw   int
	Text, File uint8
}

// RawOffset returns the offset in the file of the character that contains byte
// off of the text.
func (s *Source) RawOffset(off int) int {
	i := sort.Search(len(s.Raw), func(i int) bool { return s.Raw[i].Off > off })
	if i == 0 {
		return off
	}
	r := s.Raw[i-1]
	if r.Text == 0 {
		return r.Raw
	}
	return r.Raw + (off-r.Off)/int(r.Text)*int(r.File)
}

// Span is a range of bytes of a Source. A nil Source means that the place is
// not in a text but, for example, a command-line argument. Start == End is a
// position between bytes.
type Span struct {
	Source     *Source
	Start, End int
}

// Whole returns the span that stands for a whole file.
func Whole(path string) Span { return Span{Source: &Source{Path: path}} }

func (s Span) path() string {
	if s.Source == nil {
		return ""
	}
	return s.Source.Path
}

// Text returns the source text of the span.
func (s Span) Text() string {
	if s.Source == nil {
		return ""
	}
	end := min(max(s.End, 0), len(s.Source.Data))
	return string(s.Source.Data[min(max(s.Start, 0), end):end])
}

// Lines finds lines and columns in a text. Lines end with LF, CR, CRLF or form
// feed. It is not safe for concurrent use.
type Lines struct {
	data   []byte
	starts []int  // of each line, ascending
	units  []Unit // nil: the text has lines
	last   struct{ line, off, column int }
}

// Index indexes the text of a source.
func (s *Source) Index() *Lines {
	l := NewLines(s.Data)
	l.units = s.Units
	return l
}

// NewLines indexes a text.
func NewLines(data []byte) *Lines {
	starts := []int{0}
	for i := 0; i < len(data); {
		n := bytes.IndexAny(data[i:], "\n\r\f")
		if n < 0 {
			break
		}
		i += n
		if data[i] == '\r' && i+1 < len(data) && data[i+1] == '\n' {
			i++
		}
		i++
		starts = append(starts, i)
	}
	return &Lines{data: data, starts: starts}
}

// Position returns the line and the column, both from 1, of a byte. Columns
// count code points; a byte that is not part of valid UTF-8 counts as one. An
// offset inside a character counts as that of its first byte, one past the end
// as the end. In a source with units they are the ordinals of the paragraph and of
// the character.
func (l *Lines) Position(off int) (line, column int) {
	if l.units != nil {
		return l.inUnit(off)
	}
	off = min(max(off, 0), len(l.data))
	i, found := slices.BinarySearch(l.starts, off)
	if !found {
		i--
	}
	start := l.starts[i]
	for k := 1; k < utf8.UTFMax && off > start && off < len(l.data) && !utf8.RuneStart(l.data[off]); k++ {
		off--
	}
	// Findings arrive sorted by place, possibly hundreds of them in a line of
	// megabytes, so counting continues from the previous one.
	from, column := start, 1
	if l.last.line == i+1 && l.last.off <= off {
		from, column = l.last.off, l.last.column
	}
	column += utf8.RuneCount(l.data[from:off])
	l.last.line, l.last.off, l.last.column = i+1, off, column
	return i + 1, column
}

// Bounds returns the byte offsets where a line, counted from 1, begins and
// where its text ends, excluding the line terminator.
func (l *Lines) Bounds(line int) (start, end int) {
	start, end = l.starts[line-1], len(l.data)
	if line < len(l.starts) {
		end = l.starts[line]
		end--
		if l.data[end] == '\n' && end > start && l.data[end-1] == '\r' {
			end--
		}
	}
	return start, end
}

// MostlyZeros reports whether a file consists mostly of zero bytes, as a full
// disk or a power loss leaves it. In UTF-16 at most every second byte is zero.
func MostlyZeros(b []byte) bool { return len(b) > 8 && 5*bytes.Count(b, []byte{0}) > 3*len(b) }
