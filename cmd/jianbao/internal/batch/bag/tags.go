package bag

import (
	"cmp"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"jianbao/cmd/jianbao/internal/batch/name"
	"jianbao/content/diag"
)

// Failed is an issue of the bag that could not be built.
type Failed struct {
	Key    string // path of its payloadManifest
	Number string // as printed; may be empty
	Code   string // of the worst finding; may be empty
}

// Bag describes a bag whose payload has been written.
type Bag struct {
	Title   string
	Year    int
	Issues  []string // as printed, in order
	Issuers []string // of each issue; included if all are equal
	Failed  []Failed
	Payload []File // in any order
	Epoch   string // SOURCE_DATE_EPOCH; empty: the bag has no date
	Tool    string // "jianbao v1.2.3"
}

// agentLabel is the label of the program that wrote a bag.
const agentLabel = "Bag-Software-Agent"

// FailedLabel is the label of the elements of bag-info.txt that name the issues
// missing in the bag because they failed.
const FailedLabel = "Jianbao-Failed-Issue"

// Tags returns the tag files in the order in which they must be written: the
// declaration, which marks the folder as a bag, is the last.
//
// It returns an error if the payload cannot be listed, which is a bug of the
// caller: names that are not valid or not distinct on every system, checksums
// that are not SHA-512, or no files.
func (b *Bag) Tags() ([]Content, error) {
	files := slices.Clone(b.Payload)
	slices.SortFunc(files, func(x, y File) int { return cmp.Compare(x.Name, y.Name) })
	if err := listable(files); err != nil {
		return nil, err
	}
	info, err := b.info(files)
	if err != nil {
		return nil, err
	}
	tags := []Content{
		{payloadManifest, manifestOf(files)},
		{InfoName, writeInfo(info)},
		{Declaration, []byte("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")},
	}
	sums := make([]File, len(tags))
	for i, t := range tags {
		sum := sha512.Sum512(t.Data)
		sums[i] = File{t.Name, hex.EncodeToString(sum[:]), int64(len(t.Data))}
	}
	slices.SortFunc(sums, func(x, y File) int { return cmp.Compare(x.Name, y.Name) })
	return slices.Insert(tags, 2, Content{tagManifest, manifestOf(sums)}), nil
}

func byName(list []Content) {
	slices.SortFunc(list, func(x, y Content) int { return cmp.Compare(x.Name, y.Name) })
}

// listable checks sorted files against RFC 8493 and the restrictions of all
// systems.
func listable(files []File) error {
	if len(files) == 0 {
		return fmt.Errorf("bag: no files")
	}
	taken := make(map[string]string, len(files))
	for _, f := range files {
		if !inside(f.Name) || !strings.HasPrefix(f.Name, Payload+"/") || !Portable(f.Name) {
			return fmt.Errorf("bag: %q cannot be the name of a file in a bag", f.Name)
		}
		if !isDigest(f.SHA512, sha512.Size) || f.Size < 0 {
			return fmt.Errorf("bag: %s: sum %q, size %d", f.Name, f.SHA512, f.Size)
		}
		folded := name.Fold(f.Name)
		if other, ok := taken[folded]; ok {
			return fmt.Errorf("bag: %q and %q are the same name on some system", other, f.Name)
		}
		taken[folded] = f.Name
	}
	for _, f := range files {
		for folder := path.Dir(name.Fold(f.Name)); folder != "."; folder = path.Dir(folder) {
			if other, ok := taken[folder]; ok {
				return fmt.Errorf("bag: %q is a file, and %q lies in a folder of that name", other, f.Name)
			}
		}
	}
	return nil
}

// manifestOf returns a manifest in the format of md5sum (RFC 8493 2.1.3). The
// names have no characters that must be escaped.
func manifestOf(files []File) []byte {
	var b strings.Builder
	for _, f := range files {
		b.WriteString(f.SHA512)
		b.WriteString("  ")
		b.WriteString(f.Name)
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

// Element is an element of bag-info.txt.
type Element struct{ Label, Value string }

// info returns the elements of bag-info.txt in order.
func (b *Bag) info(files []File) ([]Element, error) {
	var list []Element
	add := func(label, value string) {
		if value = oneLine(value); value != "" {
			list = append(list, Element{label, value})
		}
	}
	add("Source-Organization", agreed(b.Issuers))
	add("External-Identifier", Name(b.Title, b.Year))
	about := fmt.Sprintf("%s %d", b.Title, b.Year)
	if len(b.Issues) > 0 {
		about += ": " + strings.Join(b.Issues, ", ")
	}
	add("External-Description", about)
	if b.Epoch != "" {
		seconds, err := strconv.ParseInt(b.Epoch, 10, 64)
		date := time.Unix(seconds, 0).UTC()
		if err != nil || date.Year() < 1 || date.Year() > 9999 {
			return nil, fmt.Errorf("bag: SOURCE_DATE_EPOCH is %q", b.Epoch)
		}
		add("Bagging-Date", date.Format(time.DateOnly))
	}
	var octets int64
	for _, f := range files {
		octets += f.Size
	}
	add("Payload-Oxum", fmt.Sprintf("%d.%d", octets, len(files)))
	add(agentLabel, b.Tool)
	failed := slices.Clone(b.Failed)
	slices.SortStableFunc(failed, func(x, y Failed) int { return cmp.Compare(x.Key, y.Key) })
	for _, f := range failed {
		e := f.Element()
		add(e.Label, e.Value)
	}
	return list, nil
}

// text returns the value of the element for a failed issue: code, number and
// path.
func (f *Failed) text() string {
	parts := slices.DeleteFunc([]string{f.Code, oneLine(f.Number), oneLine(f.Key)}, func(s string) bool { return s == "" })
	return strings.Join(parts, " ")
}

// Element returns the element of bag-info.txt that names the issue.
func (f *Failed) Element() Element { return Element{FailedLabel, oneLine(f.text())} }

// In reports whether a bag's elements include the issue.
func (f *Failed) In(info []Element) bool { return slices.Contains(info, f.Element()) }

// agreed returns the common value of all texts; empty if they differ or there
// are none.
func agreed(texts []string) string {
	for _, t := range texts {
		if t != texts[0] {
			return ""
		}
	}
	if len(texts) == 0 {
		return ""
	}
	return texts[0]
}

// oneLine makes a text suitable for an element: characters that some reader
// treats as line ends and invisible ones are replaced by their code points, and
// runs of blanks by one space.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(diag.Escape(s), func(r rune) bool { return r == ' ' }), " ")
}

// lineLength is the recommended maximum length of a line of bag-info.txt, in
// characters (RFC 8493 2.2.2).
const lineLength = 79

// writeInfo returns the elements as text. Long ones are folded at spaces only:
// readers differ in whether the line break is part of the value, and between
// two words it makes no difference. A text without spaces, such as Chinese, is
// not folded.
func writeInfo(list []Element) []byte {
	var b strings.Builder
	for _, e := range list {
		length := len(e.Label) + 1
		b.WriteString(e.Label + ":")
		for i, word := range strings.Split(e.Value, " ") {
			n := 1 + len([]rune(word))
			if length+n > lineLength && i > 0 {
				b.WriteByte('\n')
				length = 0
			}
			b.WriteString(" " + word)
			length += n
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}
