package raster

import (
	"crypto/sha256"

	"jianbao/content/picture"
	"jianbao/layout/icc"
	"jianbao/layout/pdf/object"
)

// Image is an image XObject in the making (ISO 32000-1 8.9.5). It never asks for
// interpolation, which PDF/A forbids.
type Image struct {
	Width, Height int
	Space         picture.Space // of the samples, or of the palette's colours
	TotalInk      int           // most on a pixel in percent, if it was measured
	InkGiven      int           // the same before inks were limited
	Limited       bool          // ink was taken away

	bits      int
	profile   *icc.Profile // nil: the space is the device's
	palette   []byte       // colours of the space, if the samples are indices
	data      []byte       // coded
	jpeg      bool         // by DCTDecode, else by FlateDecode
	inverted  bool         // 255 is no ink
	predicted bool         // PNG's predictors stand before the rows
	columns   int          // samples of a pixel in the rows
	tint      object.Array // Indexed colour space of gray samples in an ink; nil: none
	mask      *Image       // opacity; nil: opaque
}

// Write adds the XObject to a file.
func (x *Image) Write(file *object.File, profiles *Profiles) object.Ref {
	d := object.D("Type", object.Name("XObject"), "Subtype", object.Name("Image"),
		"Width", object.Int(x.Width), "Height", object.Int(x.Height),
		"ColorSpace", x.colourSpace(file, profiles), "BitsPerComponent", object.Int(x.bits))
	if x.jpeg {
		d.Set("Filter", object.Name("DCTDecode"))
	} else {
		d.Set("Filter", object.Name("FlateDecode"))
	}
	if x.predicted {
		d.Set("DecodeParms", object.D("Predictor", object.Int(15), "Colors", object.Int(x.columns),
			"BitsPerComponent", object.Int(x.bits), "Columns", object.Int(x.Width)))
	}
	if x.inverted {
		decode := make(object.Array, 0, 8)
		for range x.Space.Channels() {
			decode = append(decode, object.Int(1), object.Int(0))
		}
		d.Set("Decode", decode)
	}
	if x.mask != nil {
		d.Set("SMask", x.mask.Write(file, profiles))
	}
	return file.Add(&object.Stream{Dict: d, Data: x.data, Plain: true})
}

// Tint gives gray samples the colours of an ink (ISO 32000-1 8.6.6.3): palette
// returns the colour space and one colour for each level, from black to white.
// Pictures of other spaces stay as they are.
func (x *Image) Tint(palette func(levels int) (space object.Object, colours []byte)) {
	if x.Space != picture.Gray || x.palette != nil || x.inverted {
		return
	}
	levels := 1 << x.bits
	space, colours := palette(levels)
	x.tint = object.Array{object.Name("Indexed"), space, object.Int(levels - 1), object.String(colours)}
}

// colourSpace returns the colour space of the samples.
func (x *Image) colourSpace(file *object.File, profiles *Profiles) object.Object {
	if x.tint != nil {
		return x.tint
	}
	var space object.Object = deviceSpace(x.Space)
	if x.profile != nil {
		space = profiles.Space(file, x.profile)
	}
	if x.palette == nil {
		return space
	}
	return object.Array{object.Name("Indexed"), space, object.Int(len(x.palette)/x.Space.Channels() - 1), object.String(x.palette)}
}

func deviceSpace(s picture.Space) object.Name {
	switch s {
	case picture.Gray:
		return "DeviceGray"
	case picture.CMYK:
		return "DeviceCMYK"
	}
	return "DeviceRGB"
}

// Profiles are the ICC profiles of a file, each embedded once. The zero value has
// none.
type Profiles struct {
	streams map[[32]byte]object.Ref   // by digest
	spaces  map[object.Ref]object.Ref // ICCBased colour spaces by their stream
}

// Embed returns the stream of a profile, adding it to the file if it is new.
func (p *Profiles) Embed(file *object.File, profile *icc.Profile) object.Ref {
	sum := sha256.Sum256(profile.Data)
	if ref, ok := p.streams[sum]; ok {
		return ref
	}
	ref := file.Add(&object.Stream{Dict: object.D("N", object.Int(profile.Space.Channels())), Data: profile.Data})
	if p.streams == nil {
		p.streams = map[[32]byte]object.Ref{}
	}
	p.streams[sum] = ref
	return ref
}

// Space returns the ICCBased colour space of a profile (ISO 32000-1 8.6.5.5), one
// object however many pictures have it.
func (p *Profiles) Space(file *object.File, profile *icc.Profile) object.Ref {
	stream := p.Embed(file, profile)
	ref, ok := p.spaces[stream]
	if !ok {
		ref = file.Add(object.Array{object.Name("ICCBased"), stream})
		if p.spaces == nil {
			p.spaces = make(map[object.Ref]object.Ref)
		}
		p.spaces[stream] = ref
	}
	return ref
}
