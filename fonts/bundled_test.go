package fonts

import (
	"testing"
	"unicode/utf8"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype/tables"

	_ "jianbao/content/testgc"
)

func advance(t *testing.T, f *Face, r rune) int {
	t.Helper()
	g, ok := f.GID(r)
	if !ok {
		t.Fatalf("%s lacks %q", f.PostScriptName(), r)
	}
	return f.Advance(g)
}

// The measured advances listed in RULES 2.1.
func TestMeasuredAdvances(t *testing.T) {
	for _, tt := range []struct {
		role string
		r    rune
		want int
	}{
		{Song, '—', 890}, {Song, '⸺', 1692}, {Song, '·', 327}, {Song, '/', 352},
		{Hei, '·', 1000}, {Kai, '“', 350}, {Kai, '”', 350},
		{Song, '国', 1000}, {Song, '，', 1000}, {Song, '“', 1000}, {Song, '…', 1000},
	} {
		if got := advance(t, face(t, tt.role), tt.r); got != tt.want {
			t.Errorf("%s %q: %d, want %d", tt.role, tt.r, got, tt.want)
		}
	}
}

// TestDashIsOneGlyph: two dashes become one stroke of 2 em if the font supports
// it (RULES 2.1).
func TestDashIsOneGlyph(t *testing.T) {
	han := Features{Script: "Hani", Lang: "zh-Hans"}
	for _, role := range []string{Song, SongBold, Hei, HeiBold} {
		f := face(t, role)
		s := f.Shape("——", han)
		if len(s) != 1 || s[0].Advance != 2000 || s[0].Cluster != 0 {
			t.Errorf("%s ——: %+v", role, s)
		}
		if b, ok := f.Bounds(s[0].ID); !ok || b.XMax-b.XMin < 1800 {
			t.Errorf("%s ——: ink %+v", role, b)
		}
		if s := f.Shape("—", han); len(s) != 1 || s[0].Advance != 1000 {
			t.Errorf("%s single dash: %+v", role, s)
		}
		if s := f.Shape("……", han); len(s) != 2 || s[0].Advance != 1000 || s[1].Cluster != 3 {
			t.Errorf("%s ……: %+v", role, s)
		}
	}
	// Without a composition the two glyphs touch.
	f := face(t, Kai)
	s := f.Shape("——", han)
	if len(s) != 2 || s[0].Advance != 1000 {
		t.Fatalf("kai ——: %+v", s)
	}
	if b, _ := f.Bounds(s[0].ID); b.XMin > 5 || b.XMax < 995 {
		t.Errorf("kai —: ink %+v does not reach its neighbour", b)
	}
}

func TestShapeLatin(t *testing.T) {
	latin := Features{Script: "Latn", Lang: "en"}
	f := face(t, Serif)
	sum := func(s []Shaped) (n int) {
		for _, g := range s {
			n += g.Advance
		}
		return n
	}
	if kerned, plain := sum(f.Shape("AV", latin)), advance(t, f, 'A')+advance(t, f, 'V'); kerned >= plain {
		t.Errorf("AV: %d kerned, %d plain", kerned, plain)
	}
	lig := f.Shape("office", latin)
	if len(lig) >= 6 {
		t.Errorf("office: %d glyphs, no ligature", len(lig))
	}
	for i := 1; i < len(lig); i++ {
		if lig[i].Cluster <= lig[i-1].Cluster {
			t.Errorf("clusters of %+v do not ascend", lig)
		}
	}
	if s := f.Shape("é", latin); len(s) != 1 || s[0].Cluster != 0 {
		t.Errorf("e + acute: %+v", s)
	}
	if s := f.Shape("", latin); len(s) != 0 {
		t.Errorf("empty text: %+v", s)
	}
	if s := f.Shape("\xffa", latin); len(s) != 2 || s[1].Cluster != 1 {
		t.Errorf("invalid UTF-8: %+v", s)
	}
	// Plain digits keep their advances, so that tables align.
	if s := f.Shape("2021", latin); sum(s) != 4*advance(t, f, '0') {
		t.Errorf("2021 is %d wide", sum(s))
	}
}

func TestShapeConcurrently(t *testing.T) {
	f := face(t, Serif)
	latin := Features{Script: "Latn", Lang: "en"}
	want := f.Shape("Affiliation", latin)
	done := make(chan bool)
	for range 8 {
		go func() {
			ok := true
			for range 50 {
				got := f.Shape("Affiliation", latin)
				ok = ok && len(got) == len(want) && got[3] == want[3]
				f.Shape("——", Features{Script: "Hani", Lang: "zh-Hans"})
			}
			done <- ok
		}()
	}
	for range 8 {
		if !<-done {
			t.Error("results differ between goroutines")
		}
	}
}

// The half that `halt` leaves of a mark is the one with the ink (typography
// 2.5).
func TestHalt(t *testing.T) {
	for _, role := range []string{Song, SongBold, Hei, HeiBold} {
		f := face(t, role)
		for _, tt := range []struct {
			marks string
			dx    int
		}{
			{"，。、；：！？）》」』】〕”’", 0},
			{"（《「『【〔“‘", -500},
		} {
			for _, r := range tt.marks {
				g, _ := f.GID(r)
				dx, da, ok := f.Halt(g)
				if !ok || dx != tt.dx || da != -500 {
					t.Errorf("%s %q: %d %d %v", role, r, dx, da, ok)
				}
				b, _ := f.Bounds(g)
				if b.XMin+dx < 0 || b.XMax+dx > 500 {
					t.Errorf("%s %q: ink %+v not in the half that is left", role, r, b)
				}
			}
		}
		if g, _ := f.GID('国'); f.halts.list != nil {
			if _, _, ok := f.Halt(g); ok {
				t.Errorf("%s: a Han is halved", role)
			}
		}
	}
	if g, _ := face(t, Kai).GID('，'); true {
		if _, _, ok := face(t, Kai).Halt(g); ok {
			t.Error("WenKai has no GPOS, yet halves")
		}
	}
}

// supplementary8105 are the characters of the 通用规范汉字表 beyond the BMP.
const supplementary8105 = "𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉𥔲𥕢𥖨𥻗𦈡𦒍𦙶𦝼𦭜𦰡𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢𫄧𫄨" +
	"𫄷𫄸𫇭𫌀𫍣𫍯𫍲𫍽𫐄𫐐𫐓𫑡𫓧𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬀪𬂩𬃊𬇕𬇙𬇹" +
	"𬉼𬊈𬊤𬌗𬍛𬍡𬍤𬒈𬒔𬒗𬕂𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀" +
	"𬯎𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓"

func TestCharacterSets(t *testing.T) {
	if n := utf8.RuneCountInString(supplementary8105); n != 196 {
		t.Errorf("%d supplementary characters, the standard has 196", n)
	}
	for _, role := range []string{Song, SongBold, Hei, HeiBold} {
		f := face(t, role)
		for _, r := range supplementary8105 {
			if _, ok := f.GID(r); !ok {
				t.Errorf("%s lacks %q", role, r)
			}
		}
		c := f.Coverage()
		if n := c.In(0x4E00, 0x9FA5); n != 20902 {
			t.Errorf("%s: %d of the 20,902 unified ideographs", role, n)
		}
		if n := c.In(0x3400, 0x4DB5); n != 6582 {
			t.Errorf("%s: %d of the 6,582 of Extension A", role, n)
		}
		if _, ok := f.GID('₂'); ok {
			t.Errorf("%s has subscript digits", role)
		}
	}
	if _, ok := face(t, Kai).GID('𠮷'); !ok {
		t.Error("WenKai lacks 𠮷")
	}
	for _, role := range []string{Serif, SerifBold, Sans, SansBold} {
		for _, r := range "₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹éüÅµΩ–—“”‘’…€" {
			if _, ok := face(t, role).GID(r); !ok {
				t.Errorf("%s lacks %q", role, r)
			}
		}
	}
}

// TestCmapAgainstAnotherReader compares the character maps with another reader
// for every code.
func TestCmapAgainstAnotherReader(t *testing.T) {
	for _, info := range Bundled().bundled {
		f := info.open()
		parsed, _, err := tables.ParseCmap(f.raw.cmap)
		if err != nil {
			t.Fatal(err)
		}
		other, sequences, err := font.ProcessCmap(parsed, 0)
		if err != nil {
			t.Fatal(err)
		}
		count := 0
		c := f.Coverage()
		for r := rune(0); r <= 0x32000; r++ {
			g, ok := f.GID(r)
			want, wantOK := other.Lookup(r)
			wantOK = wantOK && want != 0
			if ok != wantOK || ok && font.GID(g) != want {
				t.Fatalf("%s %U: %d %v, want %d %v", info.Role, r, g, ok, want, wantOK)
			}
			if c.Has(r) != ok {
				t.Fatalf("%s %U: coverage reports %v", info.Role, r, c.Has(r))
			}
			if ok {
				count++
			}
		}
		if count > c.Count || count == 0 {
			t.Errorf("%s: coverage counts %d, found %d", info.Role, c.Count, count)
		}
		for _, vs := range []rune{0xFE00, 0xFE01, 0xFE0F, 0xE0100, 0xE0101, 0xE0102} {
			for r := rune(0x20); r < 0x2A6E0; r++ {
				g, ok := f.GIDVariation(r, vs)
				want, how := sequences.GetGlyphVariant(r, vs)
				switch how {
				case font.VariantNotFound:
					if ok {
						t.Fatalf("%s %U %U: found", info.Role, r, vs)
					}
				case font.VariantUseDefault:
					base, has := f.GID(r)
					if ok != has || g != base {
						t.Fatalf("%s %U %U: %d %v, want the base's %d", info.Role, r, vs, g, ok, base)
					}
				case font.VariantFound:
					if !ok || font.GID(g) != want {
						t.Fatalf("%s %U %U: %d %v, want %d", info.Role, r, vs, g, ok, want)
					}
				}
			}
		}
	}
}

func TestFaceFacts(t *testing.T) {
	for _, tt := range []struct {
		role, ps, style    string
		bold, serif        bool
		weight, cap, x, up int
	}{
		{Song, "NotoSerifSC-Regular", "Regular", false, true, 400, 729, 514, 1000},
		{SongBold, "NotoSerifSC-Bold", "Bold", true, true, 700, 729, 514, 1000},
		{HeiBold, "NotoSansSC-Bold", "Bold", true, false, 700, 733, 543, 1000},
		{Kai, "LXGWWenKai-Regular", "Regular", false, true, 400, 695, 468, 1000},
		{Serif, "SourceSerif4-Regular", "Regular", false, true, 400, 670, 475, 1000},
		{Mono, "SourceCodePro-Regular", "Regular", false, false, 400, 660, 486, 1000},
		{SansBold, "SourceSans3-Bold", "Bold", true, false, 700, 660, 496, 1000},
	} {
		f := face(t, tt.role)
		if f.PostScriptName() != tt.ps || f.Style() != tt.style || f.IsBold() != tt.bold || f.Serif() != tt.serif ||
			f.Weight() != tt.weight || f.CapHeight() != tt.cap || f.XHeight() != tt.x || f.UnitsPerEm() != tt.up {
			t.Errorf("%s: %s %s %v %v %d %d %d %d", tt.role, f.PostScriptName(), f.Style(), f.IsBold(), f.Serif(),
				f.Weight(), f.CapHeight(), f.XHeight(), f.UnitsPerEm())
		}
		if f.FSType() != 0 || f.ItalicAngle() != 0 || f.Symbolic() || f.IsCFF() || f.FixedPitch() != (tt.role == Mono) ||
			f.Licence() == "" || f.Version() == "" || f.Ascent() <= 0 || f.Descent() >= 0 {
			t.Errorf("%s: embedding %d, angle %d, symbolic %v, CFF %v, licence %q, version %q",
				tt.role, f.FSType(), f.ItalicAngle(), f.Symbolic(), f.IsCFF(), f.Licence(), f.Version())
		}
		box := f.FontBBox()
		for _, r := range "Hgx" {
			g, _ := f.GID(r)
			if b, ok := f.Bounds(g); !ok || b.XMin < box.XMin || b.YMax > box.YMax || b.YMin < box.YMin {
				t.Errorf("%s %q: %+v outside of %+v", tt.role, r, b, box)
			}
		}
		if g, _ := f.GID(' '); g == 0 {
			t.Errorf("%s: no space", tt.role)
		} else if b, ok := f.Bounds(g); ok {
			t.Errorf("%s: the space has ink %+v", tt.role, b)
		}
	}
}
