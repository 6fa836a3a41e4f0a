package picture

// jfifSegment makes decoders treat three components as YCbCr, that is, return
// them as coded.
var jfifSegment = []byte{0xff, mAPP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0}

// adobeSegment returns the APP14 segment with the colour transform: 0 none, 1
// YCbCr, 2 YCCK (Adobe Technical Note 5116, 18).
func adobeSegment(transform byte) []byte {
	return []byte{0xff, mAPP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, transform}
}

// Stream returns a JPEG file as required by PDF's DCTDecode filter (ISO 32000-1
// 7.4.8): the coded image without metadata, such as place, time or author, and
// without the profile. inverted reports whether CMYK samples are stored as 255
// for no ink, as Adobe programs do. ok is false for PNG.
//
// The coded data are copied unchecked: call Decode or Verify to check them. If
// only the EOI marker is missing at the end of the file, it is added.
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

// marker returns the segment that readers need to interpret the components
// correctly; nil where none is needed. A JFIF segment is not kept, because the
// filter is not defined to use it.
func (j *jpegInfo) marker() []byte {
	switch {
	case len(j.comps) == 3 && j.isYCC() && (j.adobe || j.namedRGB()):
		return adobeSegment(1)
	case len(j.comps) == 3 && !j.isYCC():
		return adobeSegment(0)
	case len(j.comps) == 4 && j.isYCC():
		return adobeSegment(2)
	case len(j.comps) == 4 && j.adobe:
		return adobeSegment(0)
	}
	return nil
}
