package check_test

import (
	"bytes"
	"strings"
	"testing"

	"jianbao/layout/check"
	"jianbao/layout/frame"
)

// structured gives the handmade issue its structure.
func structured() *frame.Document {
	d := issue()
	d.Root = frame.NewNode(frame.RoleDocument)
	cover, contents, section := d.Root.Add(frame.RoleSect), d.Root.Add(frame.RoleSect), d.Root.Add(frame.RoleSect)
	toc := contents.Add(frame.RoleTOC)
	entries, articles, paragraphs := map[int]*frame.Node{}, map[int]*frame.Node{}, map[[2]int]*frame.Node{}
	for i := range d.Pages {
		for _, item := range d.Pages[i].Items {
			l, ok := item.(*frame.Line)
			if !ok {
				continue
			}
			switch l.Kind {
			case frame.KindFolio, frame.KindLeader:
				continue
			case frame.KindCover:
				l.Node = cover.Add(frame.RoleP)
				continue
			case frame.KindContents:
				if entries[l.Article] == nil {
					entries[l.Article] = toc.Add(frame.RoleTOCI).Add(frame.RoleReference)
				}
				l.Node = entries[l.Article]
				continue
			}
			art := articles[l.Article]
			if art == nil {
				art = section.Add(frame.RoleArt)
				articles[l.Article] = art
			}
			role := frame.RoleP
			switch l.Kind {
			case frame.KindTitle:
				role = frame.RoleHeading(1)
			case frame.KindHeading:
				role = frame.RoleHeading(2)
			}
			key := [2]int{l.Article, l.Block}
			if paragraphs[key] == nil {
				paragraphs[key] = art.Add(role)
			}
			l.Node = paragraphs[key]
		}
	}
	return d
}

// TestWrongStructure: the structure of the handmade issue is right, and each
// fault in it is found, in frames and in a dump.
func TestWrongStructure(t *testing.T) {
	body := func(d *frame.Document) *frame.Line { return find(d, 2, frame.KindBody, 0) }
	for _, c := range []struct {
		name  string
		wrong func(d *frame.Document)
		want  string // empty: nothing
	}{
		{"right", func(*frame.Document) {}, ""},
		{"without", func(d *frame.Document) { d.Root = nil }, ""},
		{"text without a node", func(d *frame.Document) { body(d).Node = nil }, `kind body is content of ""`},
		{"folio with a node", func(d *frame.Document) { find(d, 2, frame.KindFolio, 0).Node = body(d).Node }, "kind folio is content of"},
		{"divided paragraph", func(d *frame.Document) { body(d).Node = find(d, 3, frame.KindBody, 0).Node }, "its paragraph is of"},
		{"heading as text", func(d *frame.Document) { find(d, 2, frame.KindHeading, 0).Node.Role = frame.RoleP }, "kind heading is content of"},
		{"text as a mark", func(d *frame.Document) { body(d).Node.Role = frame.RoleLbl }, "kind body is content of"},
		{"nesting", func(d *frame.Document) { body(d).Level = 1 }, "level 1 is content of"},
		{"quotation", func(d *frame.Document) { body(d).Kind = frame.KindQuote }, "kind quote and level 0"},
		{"order", func(d *frame.Document) {
			art := d.Root.Children[2].Children[0]
			art.Children[1], art.Children[3] = art.Children[3], art.Children[1]
		}, ", after Sect[3]/Art[1]/"},
		{"jump", func(d *frame.Document) { find(d, 2, frame.KindHeading, 0).Node.Role = frame.RoleHeading(3) }, "a heading of level 3 after one of 1"},
		{"first heading", func(d *frame.Document) { find(d, 2, frame.KindTitle, 0).Node.Role = frame.RoleHeading(2) }, "a heading of level 2 after one of 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := structured()
			c.wrong(d)
			var dump bytes.Buffer
			if err := frame.Dump(&dump, d); err != nil {
				t.Fatal(err)
			}
			read, err := check.ReadDump(&dump)
			if err != nil {
				t.Fatal(err)
			}
			for from, violations := range map[string][]check.Violation{"frames": check.Document(d, options()), "dump": read.Check(options())} {
				var got []string
				for _, v := range violations {
					if v.Rule == "structure" {
						got = append(got, v.Message)
					}
				}
				all := strings.Join(got, "\n")
				if c.want == "" && all != "" || !strings.Contains(all, c.want) {
					t.Errorf("%s: got\n%s\nwant %q", from, all, c.want)
				}
			}
		})
	}
}

func TestWrongPaths(t *testing.T) {
	for _, path := range []string{"P", "P[0]", "P[x]", "[1]", "P[1]/", "P[1", "P[-1]"} {
		line := `{"page":1,"kind":"body","article":1,"node":"` + path + `","text":"","x":0,"y":0,"width":0,"measure":0,"glyphs":[]}` + "\n"
		if _, err := check.ReadDump(strings.NewReader(line)); err == nil || !strings.Contains(err.Error(), "not a step of a path") {
			t.Errorf("%q: %v", path, err)
		}
	}
}
