package fonts_test

import (
	"slices"
	"strings"
	"testing"

	"jianbao/fonts"
	"jianbao/fonts/fonttest"
)

func TestFindBundled(t *testing.T) {
	l := fonts.Bundled()
	for _, tt := range []struct {
		name string
		bold bool
		want string // PostScript name; empty: not found
	}{
		{"song", false, "NotoSerifSC-Regular"},
		{"song", true, "NotoSerifSC-Bold"},
		{"song-bold", false, "NotoSerifSC-Bold"},
		{"song-bold", true, "NotoSerifSC-Bold"},
		{"hei", true, "NotoSansSC-Bold"},
		{"kai", false, "LXGWWenKai-Regular"},
		{"kai", true, ""},
		{"fangsong", false, ""},
		{"biaosong", false, ""},
		{"serif", false, "SourceSerif4-Regular"},
		{"Serif-Bold", false, "SourceSerif4-Bold"},
		{"sans", true, "SourceSans3-Bold"},
		{"宋体", true, "NotoSerifSC-Bold"},
		{"楷体", false, "LXGWWenKai-Regular"},
		{"noto serif sc", false, "NotoSerifSC-Regular"},
		{"NotoSerifSC", true, "NotoSerifSC-Bold"},
		{"霞鹜文楷", false, "LXGWWenKai-Regular"},
		{"思源黑体", true, "NotoSansSC-Bold"},
		{"Source Serif 4", false, "SourceSerif4-Regular"},
		{"Comic Sans", false, ""},
		{"", false, ""},
	} {
		f, ok := l.Find(tt.name, tt.bold)
		got := ""
		if ok {
			got = f.PostScriptName()
		}
		if got != tt.want {
			t.Errorf("Find(%q, %v) = %q, want %q", tt.name, tt.bold, got, tt.want)
		}
	}
	a, _ := l.Find("song", false)
	b, _ := l.Clone().Find("宋", false)
	if a != b {
		t.Error("a clone opens the face again")
	}
}

func TestFindAdded(t *testing.T) {
	base := fonts.Bundled()
	regular := fonttest.Face(fonttest.Family("方正书宋"))
	bold := fonttest.Face(fonttest.Family("方正书宋"), fonttest.Bold())
	title := fonttest.Face(fonttest.Family("方正小标宋简体"))

	l := base.Clone()
	l.Add("biaosong", title)
	l.Add("song-bold", bold)
	l.AddFile("方正书宋", "fonts/FZSSJW.TTF", regular)

	for _, tt := range []struct {
		name string
		bold bool
		want *fonts.Face
	}{
		{"biaosong", false, title},
		{"小标宋", false, title},
		{"方正小标宋简体", false, title},
		{"biaosong", true, nil},
		{"song-bold", false, bold},
		{"song", true, bold},
		{"方正书宋", false, regular},
		{"方正书宋", true, bold},
		{"方正书宋-Bold", false, bold}, // its PostScript name
	} {
		if f, _ := l.Find(tt.name, tt.bold); f != tt.want {
			t.Errorf("Find(%q, %v) is another face", tt.name, tt.bold)
		}
	}
	if f, ok := l.Find("song", false); !ok || f.PostScriptName() != "NotoSerifSC-Regular" {
		t.Error("song is no longer the bundled face")
	}
	if _, ok := base.Find("biaosong", false); ok {
		t.Error("the library sees what was added to its clone")
	}

	other := fonttest.Face(fonttest.Family("另一款"))
	l.Add("biaosong", other)
	if f, _ := l.Find("biaosong", false); f != other {
		t.Error("the later face does not win")
	}
	if f, _ := l.Find("方正小标宋简体", false); f != title {
		t.Error("the earlier face is lost under its own name")
	}
}

// TestAddedFaceIsFollowedByTheBundledOne: an office's face goes first, the
// bundled face of the same role second.
func TestAddedFaceIsFollowedByTheBundledOne(t *testing.T) {
	own := fonttest.Face(fonttest.Family("Own"))
	l := fonts.Bundled()
	for _, name := range []string{"song", "粗黑体", "fangsong", "Own Family"} {
		l.Add(name, own)
	}
	for name, want := range map[string][]string{
		"song": {"Own-Regular", "NotoSerifSC-Regular"}, "宋体": {"Own-Regular", "NotoSerifSC-Regular"},
		"hei-bold": {"Own-Regular", "NotoSansSC-Bold"}, "hei": {"NotoSansSC-Regular"}, "fangsong": {"Own-Regular"},
		"own family": {"Own-Regular"}, "Noto Serif SC": {"NotoSerifSC-Regular"}, "Comic Sans": nil,
	} {
		var got []string
		for _, f := range l.FindAll(name) {
			got = append(got, f.PostScriptName())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestSupplementsAreWhatNoNameFinds(t *testing.T) {
	role, family, alone := fonttest.Face(), fonttest.Face(fonttest.Family("方正书宋")), fonttest.Face(fonttest.Family("Rare"))
	l := fonts.Bundled()
	l.Add("仿宋", role)
	l.Add("anything", family)
	l.Add("extb", alone)
	l.Add("again", alone)
	if got := l.Supplements([]string{"song", "fangsong", "方正书宋"}); !slices.Equal(got, []*fonts.Face{alone}) {
		t.Errorf("%d faces", len(got))
	}
	if got := l.Supplements(nil); !slices.Equal(got, []*fonts.Face{role, family, alone}) {
		t.Errorf("%d faces that nothing lists", len(got))
	}
	if got := fonts.Bundled().Supplements(nil); got != nil {
		t.Errorf("%d bundled faces", len(got))
	}
	if !fonts.SameName("仿宋体", "Fang_Song") || fonts.SameName("song", "song-bold") {
		t.Error("names are compared otherwise than Find does")
	}
}

func TestFacesListed(t *testing.T) {
	l := fonts.Bundled()
	l.AddFile("song", "fonts/a.ttf", fonttest.Face())
	faces := l.Faces()
	if len(faces) != 12 {
		t.Fatalf("%d faces", len(faces))
	}
	own := faces[0]
	if own.Role != "song" || own.Path != "fonts/a.ttf" || own.Bundled || own.Family != "Jianbao Test" || len(own.SHA256) != 64 {
		t.Errorf("%+v", own)
	}
	for _, i := range faces[1:] {
		if !slices.Contains(fonts.Roles(), i.Role) || !i.Bundled || i.Origin == "" || i.Family == "" ||
			i.Licence == "" || i.Version == "" || len(i.SHA256) != 64 || i.Path != "" || i.Face == nil {
			t.Errorf("%+v", i)
		}
	}
}

// TestReleases: what is listed without opening the bundled faces is what they
// hold.
func TestReleases(t *testing.T) {
	faces, list := fonts.Bundled().Faces(), fonts.Releases()
	if len(faces) != len(list) {
		t.Fatalf("%d releases of %d faces", len(list), len(faces))
	}
	for i, f := range faces {
		want := fonts.Release{Name: f.Family + " " + f.Style, Version: strings.TrimPrefix(f.Version, "Version "), SHA256: f.SHA256}
		if list[i] != want {
			t.Errorf("%+v, want %+v", list[i], want)
		}
	}
}

func TestStack(t *testing.T) {
	han := fonttest.Face(fonttest.Missing('㐂', 'é'))
	latin := fonttest.Face(fonttest.Family("Latin"), fonttest.Missing('国', '“'))
	last := fonttest.Face(fonttest.Family("Last"))
	s := &fonts.Stack{Role: "song", Han: []*fonts.Face{han, last}, Latin: []*fonts.Face{latin}}
	for _, tt := range []struct {
		r          rune
		latinFirst bool
		face       *fonts.Face
		index      int
	}{
		{'国', false, han, 0},
		{'国', true, han, 1},
		{'“', false, han, 0},
		{'“', true, han, 1},
		{'a', true, latin, 0},
		{'a', false, han, 0},
		{'é', false, last, 1},
		{'㐂', false, last, 1},
		{'㐂', true, latin, 0},
		{0x10FFFD, false, nil, 0},
		{0x10FFFD, true, nil, 0},
	} {
		f, g, index, ok := s.Lookup(tt.r, tt.latinFirst)
		if f != tt.face || index != tt.index || ok != (tt.face != nil) || ok && g == 0 {
			t.Errorf("%q, %v: glyph %d of another face, index %d, %v", tt.r, tt.latinFirst, g, index, ok)
		}
		// No face here has variation sequences: the base glyph is used.
		f2, g2, index2, ok2 := s.LookupVariation(tt.r, 0xE0100, tt.latinFirst)
		if f2 != f || g2 != g || index2 != index || ok2 != ok {
			t.Errorf("%q with a selector: differs from the base", tt.r)
		}
	}
	rare := fonttest.Face(fonttest.Family("Rare"), fonttest.Only('国', 'ꀕ'))
	with := &fonts.Stack{Han: s.Han, Latin: s.Latin, Supplements: []*fonts.Face{rare}}
	if f, _, index, ok := with.Lookup('国', false); f != han || index != 0 || !ok {
		t.Error("a supplement goes before the faces of the role")
	}
	if with.First(true) != latin || with.First(false) != han || new(fonts.Stack).First(true) != nil {
		t.Error("the first choice is another face")
	}
	if got := with.Faces(false); !slices.Equal(got, []*fonts.Face{han, last, latin, rare}) {
		t.Errorf("%d faces in another order", len(got))
	}
	if got := s.Faces(true); !slices.Equal(got, []*fonts.Face{latin, han, last}) {
		t.Errorf("%d faces in another order", len(got))
	}
	if _, _, _, ok := new(fonts.Stack).Lookup('a', true); ok {
		t.Error("an empty stack has a glyph")
	}
}

func TestLookupVariationPrefersFaceWithSequence(t *testing.T) {
	l := fonts.Bundled()
	song, _ := l.Find(fonts.Song, false)
	s := &fonts.Stack{Han: []*fonts.Face{fonttest.Face(), song}}
	base, vs := rune(0), rune(0)
	for r := rune(0x4E00); r < 0xA000 && base == 0; r++ {
		for _, v := range []rune{0xE0100, 0xE0101, 0xE0102, 0xFE00} {
			if _, ok := song.GIDVariation(r, v); ok {
				base, vs = r, v
				break
			}
		}
	}
	if base == 0 {
		t.Skip("needs a face with variation sequences of Han")
	}
	if f, _, index, ok := s.LookupVariation(base, vs, false); f != song || index != 1 || !ok {
		t.Errorf("%U %U: index %d, %v", base, vs, index, ok)
	}
}

func TestNewName(t *testing.T) {
	l := fonts.Bundled().Clone()
	face := fonttest.Face()
	for _, step := range []struct{ want, add string }{{"supplement", "rare"}, {"supplement", "Supplement"}, {"supplement2", "supplement3"}, {"supplement2", "supplement-2"}, {"supplement4", "song"}} {
		if got := l.NewName(); got != step.want {
			t.Errorf("before %s: %s, want %s", step.add, got, step.want)
		}
		l.Add(step.add, face)
	}
}
