package picture

// jfifSegment makes decoders leave three components as they are coded.
var jfifSegment = []byte{0xff, mAPP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0}

// adobeSegment is the marker that says whether colours are transformed: 0 not,
// 1 YCbCr, 2 YCCK (Adobe Technical Note 5116, 18).
func adobeSegment(transform byte) []byte {
	return []byte{0xff, mAPP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, transform}
}

// Stream returns a JPEG file as a PDF's DCTDecode filter wants it: the coded
// image with nothing that says where, when or by whom it was taken, nor the
// profile. inverted tells that the samples of CMYK are stored as 255 for no
// ink (Adobe's way). ok is false for PNG.
//
// The bytes are those of the file: whether they are whole, Decode or Verify
// tells. A picture whose file ends too early, but with all its data there, gets
// the marker of its end.
func (im *Image) Stream() (data []byte, inverted, ok bool) {
	if im.Format != JPEG {
		return nil, false, false
	}
	j := &im.jpeg
	size := 2 + 16 + 2
	for _, p := range j.pieces {
		size += p[1] - p[0]
	}
	data = make([]byte, 0, size)
	data = append(data, 0xff, mSOI)
	data = append(data, j.marker()...)
	for _, p := range j.pieces {
		data = append(data, im.Data[p[0]:p[1]]...)
	}
	return append(data, 0xff, mEOI), len(j.comps) == 4 && j.adobe, true
}

// marker returns the segment without which readers would take the components
// for something else; nil where all of them agree. JFIF's is not kept: the
// filter's rules do not know it.
func (j *jpegInfo) marker() []byte {
	switch {
	case len(j.comps) == 3 && j.luma() && (j.adobe || j.namedRGB()):
		return adobeSegment(1)
	case len(j.comps) == 3 && !j.luma():
		return adobeSegment(0)
	case len(j.comps) == 4 && j.luma():
		return adobeSegment(2)
	case len(j.comps) == 4 && j.adobe:
		return adobeSegment(0)
	}
	return nil
}
