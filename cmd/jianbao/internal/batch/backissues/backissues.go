// Package backissues generates trees of back issues for tests: years of small
// bulletins as found in archives, some of them with a known fault. The result
// contains what a batch must report for each issue, so that a test can compare
// all of it.
//
// It is not part of the program: only tests and the command in the folder
// generate import it.
package backissues

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/linktest"
)

// Expected is the result that a batch must report for an issue.
type Expected struct {
	Key    string       // of the issue, see batch.Issue: its path relative to the tree's folder
	Status batch.Status // of its row
	// Codes holds the codes of the errors if the issue failed, otherwise of the
	// warnings, sorted and without repetitions. Notices are not included.
	//
	// TwiceCode is not reported by a worker: the run finds it by comparing issues.
	Codes []string
	Kind  string // its fault, or the special feature of a valid issue
}

// TwiceCode is the code of the warning about a duplicate issue.
const TwiceCode = "batch-issue-twice"

// Least returns the smallest number of issues that includes every kind.
func Least() int { return len(faults()) + 2*len(validKinds()) + leastTwice }

const (
	// One issue in faultShare has a fault, but at least one for each kind of
	// fault.
	faultShare = 3
	// One issue in twiceShare is a copy of another.
	twiceShare = 150
	leastTwice = 2
)

// Generate writes a tree of n issues into a folder, which it creates if
// necessary and which must be empty, and returns the expected results, sorted
// by Key. The same n and seed give the same tree on the same system; where a
// system does not support a fault (root may read every file, Windows has no
// pipes), the issue is valid.
//
// Kinds occur in equal numbers at random places, each at least once, which
// requires Least issues.
func Generate(dir string, n int, seed uint64) ([]Expected, error) {
	if n < Least() {
		return nil, fmt.Errorf("%d issues are too few for every kind: at least %d", n, Least())
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	if old, err := os.ReadDir(dir); err != nil {
		return nil, err
	} else if len(old) > 0 {
		return nil, fmt.Errorf("%s is not empty", dir)
	}
	can, err := probe(dir)
	if err != nil {
		return nil, err
	}
	all, err := plan(n, seed, can)
	if err != nil {
		return nil, err
	}
	fileCache := &fileCache{}
	expected := make([]Expected, len(all))
	for i, p := range all {
		d := p.draft(seed, fileCache)
		expected[i] = Expected{Key: d.key(), Status: p.kind.status, Codes: slices.Clone(p.kind.codes), Kind: p.kind.name}
		if err := d.write(dir); err != nil {
			return nil, fmt.Errorf("%s (%s): %w", expected[i].Key, p.kind.name, err)
		}
	}
	if err := clutter(dir, all); err != nil {
		return nil, err
	}
	slices.SortFunc(expected, func(a, b Expected) int { return strings.Compare(a.Key, b.Key) })
	return expected, nil
}

// planned is an issue to be generated.
type planned struct {
	place
	kind kind
	like *planned // original of this copy
}

// plan assigns a kind to each issue.
func plan(n int, seed uint64, can capability) ([]*planned, error) {
	twice := max(leastTwice, n/twiceShare)
	places, err := placesOf(n - twice)
	if err != nil {
		return nil, err
	}
	all := make([]*planned, len(places))
	for i, p := range places {
		all[i] = &planned{place: p, kind: plain()}
	}
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	order := r.Perm(len(all))
	bad, good := faults(), validKinds()
	share := max(len(bad), n/faultShare)
	once := map[string]bool{}
	for i := range share {
		k := bad[i%len(bad)]
		if k.once && once[k.name] || k.needs&^can != 0 {
			continue
		}
		once[k.name] = true
		all[order[i]].kind = k
	}
	rest := order[share:]
	for i, at := range rest[:len(rest)/2] {
		if k := good[i%len(good)]; k.needs&^can == 0 {
			all[at].kind = k
		}
	}
	// The remaining issues are plain, and some are copies. If the path of a copy
	// sorts first, the original is the duplicate.
	for i := range twice {
		original := all[rest[len(rest)-1-i]]
		c := &planned{place: original.place, kind: copied(), like: original}
		c.folder += []string{"备份", " - 副本"}[i%2]
		if c.draftKey() < original.draftKey() {
			c.kind, original.kind = plainCopy(), copied()
		}
		all = append(all, c)
	}
	return all, nil
}

// place is the position of an issue in the tree and in time.
type place struct {
	index       int // of the issue
	series      int
	title       string
	year, month int
	number      string // a value of TOML
	folder      string // of the series and the year, below the tree
	stem        string // name of the manifest or its folder, without extension
	flat        bool   // the manifest is stem.toml, not stem/issue.toml
}

const firstYear = 1988

// placesOf returns the first n issues of as many series as it takes. Each
// series has its own folder layout.
func placesOf(n int) ([]place, error) {
	var list []place
	for s := range len(places) * len(series) {
		years := 30
		if s < 4 {
			years = 3 // so that small trees have several series
		}
		for year := firstYear; year < firstYear+years; year++ {
			for _, p := range issuesOf(year, s) {
				if len(list) == n {
					return list, nil
				}
				p.index, p.series, p.title, p.year = len(list), s, nameOf(s), year
				list = append(list, p)
			}
		}
	}
	if len(list) < n {
		return nil, fmt.Errorf("%d issues are too many: at most %d", n, len(list))
	}
	return list, nil
}

// placeOf and nameOf return the place and the name of a series.
func placeOf(s int) string { return places[(s+s/len(series))%len(places)] }

func nameOf(s int) string { return placeOf(s) + series[s%len(series)] }

// issuesOf returns the issues of one year: twelve, with an occasional double or
// special issue.
func issuesOf(year, s int) (list []place) {
	name := nameOf(s)
	for m := 1; m <= 12; m++ {
		p := place{month: m, number: fmt.Sprint(m)}
		stem := fmt.Sprintf("%02d", m)
		if year%5 == 3 && m == 9 {
			m++
			p.number, stem = `"9-10"`, "09-10"
		}
		switch s % 4 {
		case 0: // 鹭溪工作简报/1998/03/issue.toml
			p.folder, p.stem = fmt.Sprintf("%s/%d", name, year), stem
		case 1: // 荷浦档案通讯/1998年/第03期/issue.toml
			p.folder, p.stem = fmt.Sprintf("%s/%d年", name, year), "第"+stem+"期"
		case 2: // 松垭水务动态/1998-03.toml
			p.folder, p.stem, p.flat = name, fmt.Sprintf("%d-%s", year, stem), true
		case 3: // 柳堰信访摘编/1998/1998 03/issue.toml
			p.folder, p.stem = fmt.Sprintf("%s/%d", name, year), fmt.Sprintf("%d %s", year, stem)
		}
		list = append(list, p)
	}
	if year%3 == 1 {
		list = append(list, place{month: 12, number: `"增刊1"`, folder: name, stem: fmt.Sprintf("%d-extra", year), flat: true})
	}
	return list
}

// clutter adds files that occur in such trees and are not issues.
func clutter(dir string, all []*planned) error {
	stray := []struct{ name, text string }{
		{"Thumbs.db", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"},
		{"~$目录.docx", "\x00"},
		{".svn/issue.toml", "schema = 1\n"},
		{"._issue.toml", "\x00\x05\x16\x07"},
		{"编目规则.toml", "# 不是清单\nname = \"编目规则\"\n[keywords]\nissue = \"期\"\n"},
		{"旧目录/说明.txt", "这里的各期已经移走。\n"},
	}
	series := map[string]bool{}
	for _, p := range all {
		folder, _, _ := strings.Cut(p.folder, "/")
		if series[folder] || p.like != nil {
			continue
		}
		series[folder] = true
		for _, s := range stray {
			name := filepath.Join(dir, folder, filepath.FromSlash(s.name))
			if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
				return err
			}
			if err := os.WriteFile(name, []byte(s.text), 0o666); err != nil {
				return err
			}
		}
	}
	return nil
}

// capability is a set of capabilities of a file system.
type capability uint

const (
	links    capability = 1 << iota
	pipes               // FIFOs
	refusals            // files without read permission
	oddNames            // names with any bytes; NFC and NFD are different
	letters             // names that differ only in case
	rooted              // absolute paths begin with a slash
)

// probe returns the capabilities of the file system of dir.
func probe(dir string) (can capability, err error) {
	trial, err := os.MkdirTemp(dir, "probe")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(trial)
	at := func(name string) string { return filepath.Join(trial, name) }
	if err := os.WriteFile(at("a"), []byte("a"), 0o666); err != nil {
		return 0, err
	}
	if filepath.IsAbs("/a") {
		can |= rooted
	}
	if linktest.Make("a", at("link")) == nil {
		can |= links
	}
	if makePipe(at("pipe")) == nil {
		can |= pipes
	}
	if _, err := os.Stat(at("A")); err != nil {
		can |= letters
	}
	if os.WriteFile(at("line\nbreak\xBC\xF2 e\u0301"), nil, 0o666) == nil {
		list, err := os.ReadDir(trial)
		if err == nil && slices.ContainsFunc(list, func(e fs.DirEntry) bool { return e.Name() == "line\nbreak\xBC\xF2 e\u0301" }) {
			can |= oddNames
		}
	}
	if os.Chmod(at("a"), 0) == nil {
		if f, err := os.Open(at("a")); err == nil {
			f.Close()
		} else {
			can |= refusals
		}
	}
	return can, nil
}

// draftKey returns the key of an issue of the plain kind.
func (p *place) draftKey() string {
	if p.flat {
		return path.Join(p.folder, p.stem+".toml")
	}
	return path.Join(p.folder, p.stem, "issue.toml")
}
