// Package backissues makes trees of back issues for tests: years of small
// bulletins as an archive has them, some with a fault, and all of them known.
// What a batch has to say of each is part of the result, so that a test can ask
// for exactly that.
//
// It is no part of the program: only tests import it, and the command in its
// folder generate.
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

// Expected is what a batch reports of an issue.
type Expected struct {
	Key    string       // of the issue, see batch.Issue: its path below the tree's folder
	Status batch.Status // of its row
	// Codes are those of the errors if it failed, otherwise of the warnings:
	// sorted, each once, and no others. Notices are not told.
	//
	// The code TwiceCode is not a worker's: the run sees it, comparing issues.
	Codes []string
	Kind  string // what is the matter with it, or what is special about it though it is sound
}

// TwiceCode is the warning that an issue is there twice.
const TwiceCode = "batch-issue-twice"

// Least is the smallest number of issues that has every kind.
func Least() int { return len(faults()) + 2*len(varieties()) + leastTwice }

const (
	// One issue in faultShare has a fault, or as many as there are kinds of them.
	faultShare = 3
	// One issue in twiceShare is the stray copy of another.
	twiceShare = 150
	leastTwice = 2
)

// Generate writes a tree of n issues into a folder, which is made if need be
// and must be empty, and returns what is to be reported, sorted by Key. The
// same n and seed give the same tree on the same system; where a system cannot
// have a fault (root is refused nothing, Windows has no pipes), the issue is a
// sound one.
//
// Kinds come in equal numbers at random places, all of them at least once,
// which takes Least issues.
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
	shelf := &shelf{}
	expected := make([]Expected, len(all))
	for i, p := range all {
		d := p.draft(seed, shelf)
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

// planned is an issue that is to be made.
type planned struct {
	place
	kind kind
	like *planned // another issue whose copy this is
}

// plan says which issue gets which kind.
func plan(n int, seed uint64, can ability) ([]*planned, error) {
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
	bad, good := faults(), varieties()
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
	// What is left is plain, and some of it is there twice. A copy whose path
	// comes first makes the original the second one.
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

// place is where an issue stands in the tree and in time.
type place struct {
	index       int // of the issue
	series      int
	title       string
	year, month int
	number      string // a value of TOML
	folder      string // of the series and the year, below the tree
	stem        string // what the manifest or its folder is called
	flat        bool   // the manifest is stem.toml, not stem/issue.toml
}

const firstYear = 1988

// placesOf returns the first n issues of as many series as it takes. Each has
// its own habits of filing.
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

// placeOf and nameOf say where a series comes from and what it is called.
func placeOf(s int) string { return places[(s+s/len(series))%len(places)] }

func nameOf(s int) string { return placeOf(s) + series[s%len(series)] }

// issuesOf returns the issues of one year: twelve, now and then two in one or a
// special one.
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

// clutter adds what lies about in such trees and is no issue.
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

// ability is what a system can have in its trees.
type ability uint

const (
	links    ability = 1 << iota
	pipes            // FIFOs
	refusals         // files that may not be read
	oddNames         // names with any bytes, NFC and NFD apart
	letters          // names that differ in case alone
	rooted           // paths from the root begin with a slash
)

// probe tries a system out.
func probe(dir string) (can ability, err error) {
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

// draftKey is the key of an issue of a plain kind.
func (p *place) draftKey() string {
	if p.flat {
		return path.Join(p.folder, p.stem+".toml")
	}
	return path.Join(p.folder, p.stem, "issue.toml")
}
