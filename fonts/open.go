package fonts

import "fmt"

// Reason is the reason why a file cannot be used as a font.
type Reason string

// Reasons of an OpenError. The strings are stable: message codes are derived
// from them.
const (
	NotAFont     Reason = "not-a-font"    // no font signature at all
	Truncated    Reason = "truncated"     // ends before data listed in its directory
	Damaged      Reason = "damaged"       // a required table is missing or inconsistent
	NoSuchFace   Reason = "no-such-face"  // index outside the collection
	WebFont      Reason = "web-font"      // WOFF or WOFF2, which must be unpacked first
	Type1        Reason = "type1"         // PostScript Type 1 (PFB, PFA)
	Resource     Reason = "resource"      // Macintosh resource fork (dfont)
	CFF2         Reason = "cff2"          // outlines of variable OpenType
	Bitmap       Reason = "bitmap"        // bitmaps only, or colour glyphs only
	Variable     Reason = "variable"      // a variable font, of which an instance must be made first
	NoCharacters Reason = "no-characters" // no readable character map
)

// OpenError is the error of Open: Reason is for programs, Detail (in English,
// may be empty) for people. Faces is the number of faces of a collection when
// the reason is NoSuchFace.
type OpenError struct {
	Reason Reason
	Detail string
	Faces  int
}

func (e *OpenError) Error() string {
	if e.Detail == "" {
		return "font: " + string(e.Reason)
	}
	return "font: " + string(e.Reason) + ": " + e.Detail
}

// FaceError is an error in the data of one face that was found when its glyphs
// were read: Open reads only the directory.
type FaceError struct {
	Face *Face
	Err  error
}

func (e *FaceError) Error() string { return "font " + e.Face.PostScriptName() + ": " + e.Err.Error() }

// Unwrap returns what is wrong.
func (e *FaceError) Unwrap() error { return e.Err }

func refuse(r Reason, format string, args ...any) error {
	return &OpenError{Reason: r, Detail: fmt.Sprintf(format, args...)}
}

// maxTables bounds the table directory; existing fonts have fewer than 40.
const maxTables = 512

// Open reads the directory of a font file: TrueType, OpenType with CFF
// outlines, or the face number index of a collection of these. No other data
// are decoded. The face refers to data, which must not change. Errors are of
// type *OpenError.
func Open(data []byte, index int) (*Face, error) {
	f, err := open(data, index)
	if err != nil {
		return nil, err
	}
	if f.cmap.data == nil {
		return nil, refuse(NoCharacters, "no Unicode character map")
	}
	return f, nil
}

// open is Open without the requirement of a character map.
func open(data []byte, index int) (*Face, error) {
	d := table(data)
	start, err := faceStart(d, index)
	if err != nil {
		return nil, err
	}
	f := &Face{data: data}
	if err := f.readDirectory(d, start); err != nil {
		return nil, err
	}
	if err := f.readMetrics(); err != nil {
		return nil, err
	}
	if err := f.readOutlines(); err != nil {
		return nil, err
	}
	f.cmap = chooseCmap(f.raw.cmap)
	return f, nil
}

// NumFaces returns the number of faces in a file: the count in the header of a
// collection, else 1.
func NumFaces(data []byte) int {
	if d := table(data); len(d) >= 12 && string(d[:4]) == "ttcf" {
		return max(0, min(d.u32(8), (len(d)-12)/4))
	}
	return 1
}

func faceStart(d table, index int) (int, error) {
	if len(d) < 12 {
		return 0, refuse(NotAFont, "%d bytes", len(d))
	}
	switch sig := string(d[:4]); {
	case sig == "ttcf":
		n := NumFaces(d)
		if index < 0 || index >= n {
			return 0, &OpenError{Reason: NoSuchFace, Faces: n, Detail: fmt.Sprintf("face %d of a collection of %d", index, n)}
		}
		start := d.u32(12 + 4*index)
		if start < 12 || start > len(d)-12 {
			return 0, refuse(Truncated, "face %d lies outside the file", index)
		}
		return start, nil
	case sig == "\x00\x01\x00\x00" || sig == "true" || sig == "OTTO":
		if index != 0 {
			return 0, &OpenError{Reason: NoSuchFace, Faces: 1, Detail: fmt.Sprintf("face %d of a file of one", index)}
		}
		return 0, nil
	case sig == "wOFF" || sig == "wOF2":
		return 0, refuse(WebFont, "%s", sig)
	case sig == "typ1" || sig[:2] == "\x80\x01" || sig == "%!PS" || sig == "%!Fo":
		return 0, refuse(Type1, "")
	case sig == "\x00\x00\x01\x00" && d.u32(4) < len(d) && d.u32(4) > 256:
		return 0, refuse(Resource, "")
	}
	return 0, refuse(NotAFont, "")
}

// rawTables holds the tables that this package reads in place.
type rawTables struct {
	cmap, head, hhea, hmtx, maxp, name, os2, post table
	glyf, loca, cvt, fpgm, prep, cff              table
	gsub, gpos, gdef, kern                        table
}

// slot describes the field of rawTables that holds a table.
type slot struct {
	tag      string
	at       *table
	required bool // a font is rejected if this table extends beyond the file
}

func (r *rawTables) slots() [18]slot {
	return [...]slot{
		{"cmap", &r.cmap, true}, {"head", &r.head, true}, {"hhea", &r.hhea, true}, {"hmtx", &r.hmtx, true}, {"maxp", &r.maxp, true},
		{"glyf", &r.glyf, true}, {"loca", &r.loca, true}, {"CFF ", &r.cff, true},
		{"name", &r.name, false}, {"OS/2", &r.os2, false}, {"post", &r.post, false},
		{"cvt ", &r.cvt, false}, {"fpgm", &r.fpgm, false}, {"prep", &r.prep, false},
		{"GSUB", &r.gsub, false}, {"GPOS", &r.gpos, false}, {"GDEF", &r.gdef, false}, {"kern", &r.kern, false},
	}
}

// readDirectory stores the tables that are read in place; of several with the
// same tag, the first that lies within the file.
func (f *Face) readDirectory(d table, start int) error {
	n := d.u16(start + 4)
	if n == 0 || n > maxTables {
		return refuse(Damaged, "%d tables", n)
	}
	if len(d) < start+12+16*n {
		return refuse(Truncated, "table directory")
	}
	var variable, cff2, bitmap bool
	slots := f.raw.slots()
	for i := range n {
		e := d[start+12+16*i:][:16]
		tag := string(e[:4])
		switch tag {
		case "fvar":
			variable = true
		case "CFF2":
			cff2 = true
		case "CBDT", "EBDT", "sbix", "SVG ", "bdat":
			bitmap = true
		}
		for _, s := range slots {
			if s.tag != tag || *s.at != nil {
				continue
			}
			if *s.at = d.sub(e.u32(8), e.u32(12)); *s.at == nil && s.required {
				return refuse(Truncated, "table %q ends outside the file", tag)
			}
		}
	}
	return f.raw.outlines(variable, cff2, bitmap)
}

// outlines returns an error if the font has no outlines, or not those of its
// own weight.
func (r *rawTables) outlines(variable, cff2, bitmap bool) error {
	switch has := r.cff != nil || r.glyf != nil && r.loca != nil; {
	case variable:
		// The outlines in the file are those of the default instance, but name and
		// weight are often those of another one (a "Bold" file with Thin outlines).
		return refuse(Variable, "")
	case cff2 && !has:
		return refuse(CFF2, "")
	case bitmap && !has:
		return refuse(Bitmap, "")
	case !has:
		return refuse(Damaged, "no outlines")
	}
	return nil
}

func (f *Face) readMetrics() error {
	r := &f.raw
	switch {
	case len(r.head) < 54:
		return refuse(Damaged, "table head")
	case len(r.hhea) < 36:
		return refuse(Damaged, "table hhea")
	case len(r.maxp) < 6:
		return refuse(Damaged, "table maxp")
	}
	f.upem = r.head.u16(18)
	if f.upem < 16 || f.upem > 16384 {
		return refuse(Damaged, "%d units per em", f.upem)
	}
	f.numGlyphs = r.maxp.u16(4)
	if f.numGlyphs == 0 {
		return refuse(Damaged, "no glyphs")
	}
	f.numHMetrics = r.hhea.u16(34)
	if f.numHMetrics == 0 || f.numHMetrics > f.numGlyphs {
		return refuse(Damaged, "%d advances for %d glyphs", f.numHMetrics, f.numGlyphs)
	}
	if len(r.hmtx) < 4*f.numHMetrics {
		return refuse(Truncated, "table hmtx")
	}
	return nil
}

func (f *Face) readOutlines() error {
	r := &f.raw
	if r.cff != nil {
		c, err := parseCFF(r.cff)
		if err != nil {
			return err
		}
		if c.charStrings.count < f.numGlyphs {
			return refuse(Damaged, "%d outlines for %d glyphs", c.charStrings.count, f.numGlyphs)
		}
		f.cff = c
		return nil
	}
	f.locaLong = r.head.u16(50) != 0
	size := 2
	if f.locaLong {
		size = 4
	}
	if len(r.loca) < size*(f.numGlyphs+1) {
		return refuse(Truncated, "table loca")
	}
	return nil
}
