package pdf

import (
	"fmt"

	"jianbao/content/picture"
	"jianbao/layout/icc"
	"jianbao/layout/pdf/object"
)

// xobject is an image XObject in the making (ISO 32000 8.9.5). It never asks for
// interpolation, which PDF/A forbids.
type xobject struct {
	width, height int
	bits          int
	space         picture.Space
	profile       *icc.Profile // nil: the space is the device's
	palette       []byte       // colours of the space, if the samples are indices
	data          []byte       // coded
	jpeg          bool         // by DCTDecode, else by FlateDecode
	inverted      bool         // 255 is no ink
	predicted     bool         // PNG's predictors stand before the rows
	columns       int          // samples of a pixel in the rows
	mask          *xobject     // opacity; nil: opaque

	ink     int  // most on a pixel in percent, if it was measured
	limited bool // ink was taken away
}

// writePictures writes the XObjects, one for each distinct picture.
func (f *finisher) writePictures() error {
	made, err := f.pictures.makePictures(f.opt)
	if err != nil {
		return err
	}
	for _, x := range made {
		f.imageRef = append(f.imageRef, f.writeXObject(x))
		f.colours.seePicture(x.space)
	}
	for _, u := range f.pictures.uses {
		x := made[u.index]
		f.uses = append(f.uses, PictureUse{Page: u.page, Item: u.item, Space: x.space, TotalInk: x.ink, Limited: x.limited})
	}
	return nil
}

// seePicture notes what a picture of a space is painted with.
func (c *colours) seePicture(space picture.Space) {
	c.black = true
	c.coloured = c.coloured || space != picture.Gray
	c.process = c.process || space == picture.CMYK
}

// pictureResources names the XObjects that a page paints.
func (f *finisher) pictureResources(p *pagePlan, resources *object.Dict) {
	for _, n := range p.pictures {
		resource(resources, "XObject", object.Name(fmt.Sprintf("Im%d", n)), f.imageRef[n])
	}
}

func (f *finisher) writeXObject(x *xobject) object.Ref {
	d := object.D("Type", object.Name("XObject"), "Subtype", object.Name("Image"),
		"Width", object.Int(x.width), "Height", object.Int(x.height),
		"ColorSpace", f.colourSpace(x), "BitsPerComponent", object.Int(x.bits))
	if x.jpeg {
		d.Set("Filter", object.Name("DCTDecode"))
	} else {
		d.Set("Filter", object.Name("FlateDecode"))
	}
	if x.predicted {
		d.Set("DecodeParms", object.D("Predictor", object.Int(15), "Colors", object.Int(x.columns),
			"BitsPerComponent", object.Int(x.bits), "Columns", object.Int(x.width)))
	}
	if x.inverted {
		decode := make(object.Array, 0, 8)
		for range x.space.Channels() {
			decode = append(decode, object.Int(1), object.Int(0))
		}
		d.Set("Decode", decode)
	}
	if x.mask != nil {
		d.Set("SMask", f.writeXObject(x.mask))
	}
	return f.file.Add(&object.Stream{Dict: d, Data: x.data, Plain: true})
}

// colourSpace returns the colour space of an XObject's samples.
func (f *finisher) colourSpace(x *xobject) object.Object {
	var space object.Object = deviceSpace(x.space)
	if x.profile != nil {
		space = f.iccBased(x.profile)
	}
	if x.palette == nil {
		return space
	}
	return object.Array{object.Name("Indexed"), space, object.Int(len(x.palette)/x.space.Channels() - 1), object.String(x.palette)}
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

// iccBased returns the colour space of a profile (ISO 32000 8.6.5.5), one object
// however many pictures have it.
func (f *finisher) iccBased(p *icc.Profile) object.Ref {
	stream := f.profile(p)
	ref, ok := f.spaceRef[stream]
	if !ok {
		ref = f.file.Add(object.Array{object.Name("ICCBased"), stream})
		if f.spaceRef == nil {
			f.spaceRef = make(map[object.Ref]object.Ref)
		}
		f.spaceRef[stream] = ref
	}
	return ref
}
