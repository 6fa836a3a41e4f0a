package cidfont

import (
	"crypto/sha256"
	"fmt"
	"strconv"

	"jianbao/fonts"
	"jianbao/layout/pdf/object"
	"jianbao/layout/pdf/operator"
)

// Write adds the composite font of each face that has codes to a file, and returns
// them in the order of Fonts.
func (t *Table) Write(file *object.File) ([]object.Ref, error) {
	refs := make([]object.Ref, len(t.Fonts))
	for i, f := range t.Fonts {
		var err error
		if refs[i], err = f.write(file); err != nil {
			return nil, fmt.Errorf("font %s: %w", f.Face.PostScriptName(), err)
		}
	}
	return refs, nil
}

func (f *Font) write(file *object.File) (object.Ref, error) {
	if len(f.codes) >= 1<<16 {
		return 0, fmt.Errorf("%d glyphs, more than two-byte codes can name", len(f.codes))
	}
	cut, err := f.cut()
	if err != nil {
		return 0, err
	}
	name := object.Name(subsetTag(f) + "+" + f.Face.PostScriptName())

	descriptor := f.descriptor(name)
	font := object.D("Type", object.Name("Font"), "BaseFont", name,
		"CIDSystemInfo", object.D("Registry", object.String("Adobe"), "Ordering", object.String("Identity"), "Supplement", object.Int(0)))
	if f.Face.IsCFF() {
		font.Set("Subtype", object.Name("CIDFontType0"))
		descriptor.Set("FontFile3", file.Add(&object.Stream{Dict: object.D("Subtype", object.Name("CIDFontType0C")), Data: cut.data}))
	} else {
		font.Set("Subtype", object.Name("CIDFontType2"))
		descriptor.Set("FontFile2", file.Add(&object.Stream{Dict: object.D("Length1", object.Int(len(cut.data))), Data: cut.data}))
		if cut.cidToGID == nil {
			font.Set("CIDToGIDMap", object.Name("Identity"))
		} else {
			font.Set("CIDToGIDMap", file.Add(&object.Stream{Dict: object.D(), Data: cut.cidToGID}))
		}
	}
	font.Set("FontDescriptor", file.Add(descriptor))
	f.widths(font)
	return file.Add(object.D(
		"Type", object.Name("Font"), "Subtype", object.Name("Type0"), "BaseFont", name,
		"Encoding", object.Name("Identity-H"),
		"DescendantFonts", object.Array{file.Add(font)},
		"ToUnicode", file.Add(&object.Stream{Dict: object.D(), Data: f.toUnicode()}),
	)), nil
}

type cutFont struct {
	data     []byte
	cidToGID []byte // nil: the identity
}

// cut takes the glyphs of the codes out of the face. A glyph that has several
// codes is taken once in a TrueType font, which a map leads to; a CFF font has
// no such map, so there it is taken once for each.
func (f *Font) cut() (cutFont, error) {
	glyphs := make([]fonts.GID, 0, len(f.codes))
	var table []byte
	if len(f.more) > 0 && !f.Face.IsCFF() {
		table = make([]byte, 2, 2*len(f.codes)+2)
		place := make(map[fonts.GID]int, len(f.codes))
		for _, c := range f.codes {
			id, ok := place[c.glyph]
			if !ok {
				glyphs = append(glyphs, c.glyph)
				id = len(glyphs)
				place[c.glyph] = id
			}
			table = append(table, byte(id>>8), byte(id))
		}
	} else {
		for _, c := range f.codes {
			glyphs = append(glyphs, c.glyph)
		}
	}
	sub, err := f.Face.Subset(glyphs)
	if err != nil {
		return cutFont{}, err
	}
	return cutFont{data: sub.Data, cidToGID: table}, nil
}

// subsetTag is six letters that depend on the glyphs alone (ISO 32000-1 9.9.2).
func subsetTag(f *Font) string {
	h := sha256.New()
	h.Write([]byte(f.Face.PostScriptName()))
	for _, c := range f.codes {
		h.Write([]byte{byte(c.glyph >> 8), byte(c.glyph)})
	}
	sum := h.Sum(nil)
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// descriptor is the FontDescriptor (ISO 32000-1 9.8), lengths in 1/1000 em.
func (f *Font) descriptor(name object.Name) *object.Dict {
	face := f.Face
	em := func(v int) object.Int { return object.Int(operator.Round(int64(v)*1000, f.upem)) }
	box := face.FontBBox()
	flags := 4 // symbolic: the codes are our own
	if face.Serif() {
		flags |= 2
	}
	if face.FixedPitch() {
		flags |= 1
	}
	if face.ItalicAngle() != 0 {
		flags |= 64
	}
	return object.D(
		"Type", object.Name("FontDescriptor"), "FontName", name, "Flags", object.Int(flags),
		"FontBBox", object.Array{em(box.XMin), em(box.YMin), em(box.XMax), em(box.YMax)},
		"ItalicAngle", object.Int(face.ItalicAngle()),
		"Ascent", em(face.Ascent()), "Descent", em(face.Descent()), "CapHeight", em(face.CapHeight()),
		// No table of a font holds the stem width; this is the usual estimate
		// from the weight class, and only substitutes are drawn with it.
		"StemV", object.Int(10+220*(max(50, face.Weight())-50)/900),
	)
}

// widths sets DW, the commonest width that is a whole number, and W for the rest
// (ISO 32000-1 9.7.4.3). Poppler ignores a DW that is none and takes 1000.
func (f *Font) widths(font *object.Dict) {
	count := make(map[int64]int)
	dw, most := int64(1000*WidthUnit), 0
	for _, c := range f.codes {
		count[c.width]++
		// The first width that reaches the highest count wins: codes are a list.
		if n := count[c.width]; n > most && c.width%WidthUnit == 0 {
			dw, most = c.width, n
		}
	}
	font.Set("DW", widthNumber(dw))
	var w object.Array
	for i := 0; i < len(f.codes); {
		if f.codes[i].width == dw {
			i++
			continue
		}
		first := i
		var list object.Array
		for i < len(f.codes) && f.codes[i].width != dw {
			list = append(list, widthNumber(f.codes[i].width))
			i++
		}
		w = append(w, object.Int(first+1), list)
	}
	if w != nil {
		font.Set("W", w)
	}
}

func widthNumber(w int64) object.Object {
	if w%WidthUnit == 0 {
		return object.Int(w / WidthUnit)
	}
	return object.Real(operator.AppendDecimal(nil, w, 4))
}

// toUnicode is the CMap that gives each code its text (ISO 32000-1 9.10.3).
func (f *Font) toUnicode() []byte {
	b := []byte("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n" +
		"/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	const most = 100 // entries of one section
	for from := 0; from < len(f.codes); from += most {
		to := min(len(f.codes), from+most)
		b = strconv.AppendInt(b, int64(to-from), 10)
		b = append(b, " beginbfchar\n"...)
		for i := from; i < to; i++ {
			cid := i + 1
			b = appendHex(append(b, '<'), []byte{byte(cid >> 8), byte(cid)})
			b = appendHex(append(b, "><"...), object.AppendUTF16(nil, f.codes[i].text))
			b = append(b, ">\n"...)
		}
		b = append(b, "endbfchar\n"...)
	}
	return append(b, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n"...)
}

func appendHex(b, data []byte) []byte {
	const digits = "0123456789ABCDEF"
	for _, c := range data {
		b = append(b, digits[c>>4], digits[c&15])
	}
	return b
}
