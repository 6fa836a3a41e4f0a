package bag

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"jianbao/cmd/jianbao/internal/batch/name"
	"jianbao/content/diag"
)

// maxTagFile bounds the size of a tag file, in bytes: a manifest of a million
// files has some 200 MB.
const maxTagFile = 256 << 20

// Problem is a finding about a bag. The prefix of the code is the one of the
// four natures of an archived file (DA/T 70) it concerns: authentic, complete,
// usable, safe.
type Problem struct {
	Code diag.Code
	Name string // of the file relative to the bag, with slashes; empty: the bag itself
	Args []any
}

// Outline holds a bag's metadata and the extent of its content.
type Outline struct {
	Ours  bool // this program wrote it
	Info  []Element
	Files int   // of the payload
	Bytes int64 // of the payload
}

// Checker checks a bag.
type Checker struct {
	Root *os.Root // the bag's folder; no file outside it is accessed
	// Sums replaces the function Sums if not nil. It is called at most once for
	// each file of the payload, in the order of their names.
	Sums  func(name string, algorithms []string) (sums []string, size int64, err error)
	Found func(Problem)
}

// check is the state of one check.
type check struct {
	*Checker
	out      Outline
	version  version
	tags     []string          // files outside the payload
	payload  []string          // files in it
	actual   map[string]string // name in NFC → name on the disk
	oddities map[string]bool   // names reported as not being regular files
}

// Check checks the bag. It is complete and valid in the sense of RFC 8493 3 if
// Found is never called with an error.
//
// Bags of other programs may use other algorithms, have several manifests, and
// lack bag-info.txt and tag manifests.
func (c *Checker) Check() Outline {
	k := &check{Checker: c, actual: map[string]string{}, oddities: map[string]bool{}}
	if k.Sums == nil {
		k.Sums = func(name string, algorithms []string) ([]string, int64, error) { return Sums(c.Root, name, algorithms) }
	}
	k.list()
	k.declaration()
	k.info()
	k.out.Ours = k.ours()
	payload := k.manifests("manifest-")
	if len(payload) == 0 {
		k.found("complete-bag-manifest", "")
	}
	k.compare(payload, k.payload, "complete-file-unlisted")
	tags := k.manifests("tagmanifest-")
	if len(tags) > 0 {
		k.compare(tags, slices.DeleteFunc(slices.Clone(k.tags), isTagManifest), "complete-tag-unlisted")
	}
	if k.out.Ours {
		k.complete(tags)
	}
	k.oxum()
	return k.out
}

// ours reports whether this program wrote the bag: bag-info.txt says so, or a PDF has
// the files beside it that only this program writes.
func (k *check) ours() bool {
	if slices.ContainsFunc(k.out.Info, func(e Element) bool {
		return e.Label == agentLabel && strings.HasPrefix(e.Value, "jianbao ")
	}) {
		return true
	}
	has := func(file string) bool { _, ok := slices.BinarySearch(k.payload, file); return ok }
	return slices.ContainsFunc(k.payload, func(file string) bool {
		if !strings.HasSuffix(file, extension) {
			return false
		}
		beside := Beside(file)
		return has(beside.Sidecar) && has(beside.Report)
	})
}

// complete checks that a bag of this program has its tag files, and that its tag
// manifest lists them: without that, tag files can be changed without notice. RFC
// 8493 2.2.1 requires neither.
func (k *check) complete(tags lists) {
	for _, file := range []string{InfoName, tagManifest} {
		if !slices.Contains(k.tags, file) && !k.oddities[file] && !slices.ContainsFunc(tags, func(m manifestFile) bool { return m.sums[file] != "" }) {
			k.found("complete-tag-missing", file)
		}
	}
	for _, m := range tags {
		for _, file := range TagNames() {
			if !isTagManifest(file) && m.sums[file] == "" && slices.Contains(k.tags, file) {
				k.found("complete-tag-cut", m.file, file)
			}
		}
	}
}

func isTagManifest(s string) bool { return strings.HasPrefix(s, "tagmanifest-") }

func (k *check) found(code diag.Code, name string, args ...any) { k.Found(Problem{code, name, args}) }

// list lists the files of the bag.
func (k *check) list() {
	folded := map[string]string{}
	irregular := func(file string, err error) {
		k.oddities[file] = true
		if errors.Is(err, ErrNotRegular) {
			k.found("safe-not-regular", file)
		} else {
			k.found("usable-unreadable", file, Reason(err))
		}
	}
	Walk(k.Root, ".", func(file string) {
		if !Portable(file) {
			k.found("safe-name", file, file)
		}
		if other, ok := folded[name.Fold(file)]; ok {
			k.found("safe-name-twice", file, file, other)
		}
		folded[name.Fold(file)] = file
		k.actual[norm.NFC.String(file)] = file
		if strings.HasPrefix(file, Payload+"/") {
			k.payload = append(k.payload, file)
		} else {
			k.tags = append(k.tags, file)
		}
	}, irregular)
}

// Reason returns the text of a system error without the path.
func Reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// read returns a tag file; nil if it is missing or an error was reported.
func (k *check) read(file string) []byte {
	if k.oddities[file] {
		return nil
	}
	data, err := Read(k.Root, file, maxTagFile)
	if err != nil {
		k.found("usable-unreadable", file, Reason(err))
		return nil
	}
	if hasMark(data) {
		k.found("complete-bag-mark", file)
		data = data[len(byteOrderMark):]
	}
	return data
}

func (k *check) declaration() {
	k.version = version10
	if !slices.Contains(k.tags, Declaration) {
		k.found("complete-bag-declaration", Declaration)
		return
	}
	data := k.read(Declaration)
	v, ok := parseDeclaration(data)
	if data == nil {
		return
	}
	if !ok {
		k.found("complete-bag-declaration", Declaration)
		return
	}
	k.version = v
}

func (k *check) info() {
	if slices.Contains(k.tags, InfoName) {
		k.out.Info = parseInfo(k.read(InfoName), k.version, func(line int) { k.found("complete-bag-line", InfoName, line) })
	}
	if slices.Contains(k.tags, "fetch.txt") {
		k.found("complete-bag-fetch", "fetch.txt")
	}
}

// lists holds the manifests of one kind.
type lists []manifestFile

type manifestFile struct {
	file, algorithm string
	sums            map[string]string // by name in NFC
	names           []string          // as listed
}

// manifests reads the manifests whose names begin with a prefix.
func (k *check) manifests(prefix string) (all lists) {
	for _, file := range k.tags {
		algorithm, isManifest := strings.CutPrefix(file, prefix)
		algorithm, isText := strings.CutSuffix(algorithm, ".txt")
		if !isManifest || !isText || strings.Contains(algorithm, "/") {
			continue
		}
		if newHash(algorithm) == nil {
			k.found("complete-bag-algorithm", file, algorithm)
			continue
		}
		m := manifestFile{file: file, algorithm: algorithm, sums: map[string]string{}}
		for _, l := range parseManifest(k.read(file), algorithm, k.version, func(line int) { k.found("complete-bag-line", file, line) }) {
			if inPayload := strings.HasPrefix(l.name, Payload+"/"); inPayload != (prefix == "manifest-") || isTagManifest(l.name) {
				k.found("complete-bag-wrong-list", l.name, l.name, file)
				continue
			}
			m.sums[norm.NFC.String(l.name)] = l.sum
			m.names = append(m.names, l.name)
		}
		slices.Sort(m.names)
		all = append(all, m)
	}
	return all
}

// compare checks that every manifest lists exactly the files, with their
// checksums.
func (k *check) compare(all lists, files []string, unlisted diag.Code) {
	if len(all) == 0 {
		for _, file := range files {
			k.sum(file, nil)
		}
		return
	}
	algorithms := make([]string, len(all))
	for i, m := range all {
		algorithms[i] = m.algorithm
		for _, listed := range m.names {
			if actual := k.actual[norm.NFC.String(listed)]; actual == "" && !k.oddities[listed] {
				k.found("complete-file-missing", listed, m.file)
			}
		}
	}
	for _, file := range files {
		sums := k.sum(file, algorithms)
		for i, m := range all {
			switch want, ok := m.sums[norm.NFC.String(file)]; {
			case !ok && k.out.Ours && slices.Contains(TagNames(), file): // complete reports it
			case !ok:
				k.found(unlisted, file, m.file)
			case sums != nil && sums[i] != want:
				k.found("authentic-hash", file, m.file)
			}
		}
	}
}

// sum returns the checksums of a file; nil if it cannot be read.
func (k *check) sum(file string, algorithms []string) []string {
	sums, size, err := k.Sums(file, algorithms)
	if err != nil {
		k.found("usable-unreadable", file, Reason(err))
		return nil
	}
	if strings.HasPrefix(file, Payload+"/") {
		k.out.Files++
		k.out.Bytes += size
	}
	return sums
}

// oxum compares Payload-Oxum with the actual payload.
func (k *check) oxum() {
	is := fmt.Sprintf("%d.%d", k.out.Bytes, k.out.Files)
	found := false
	for _, e := range k.out.Info {
		if !strings.EqualFold(e.Label, "Payload-Oxum") {
			continue
		}
		octets, files, ok := oxum(e.Value)
		if found || !ok || octets != k.out.Bytes || files != k.out.Files {
			k.found("complete-bag-oxum", InfoName, e.Value, is)
		}
		found = true
	}
}

// IsBag reports whether a folder is a bag, possibly a damaged one: it has the
// declaration, or a payload and its manifest.
func IsBag(root *os.Root, folder string) bool {
	list, err := ReadDir(root, folder)
	if err != nil {
		return false
	}
	payload, listed := false, false
	for _, e := range list {
		switch n := e.Name(); {
		case n == Declaration:
			return true
		case n == Payload && e.IsDir():
			payload = true
		case strings.HasPrefix(n, "manifest-") && path.Ext(n) == ".txt":
			listed = true
		}
	}
	return payload && listed
}
