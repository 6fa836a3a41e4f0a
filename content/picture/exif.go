package picture

import "encoding/binary"

// exifOrientation reads the orientation from the TIFF structure of EXIF (Exif
// 2.3, 4.5.2 and tag 0x0112 of the 0th IFD). Malformed data gives 1, as stored:
// EXIF is only a hint from the camera, and its errors do not make the picture
// unusable.
func exifOrientation(tiff []byte) int {
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := order.Uint32(tiff[4:])
	if at < 8 || uint64(at)+2 > uint64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	// Only the first directory is read: the next one describes the thumbnail.
	for range order.Uint16(tiff[at:]) {
		if len(entries) < 12 {
			return 1
		}
		const tag, short = 0x0112, 3
		if order.Uint16(entries) == tag {
			v := int(order.Uint16(entries[8:]))
			if order.Uint16(entries[2:]) != short || order.Uint32(entries[4:]) != 1 || v < 1 || v > 8 {
				return 1
			}
			return v
		}
		entries = entries[12:]
	}
	return 1
}

// maxProfile bounds the size of an ICC profile: the 255 segments of a JPEG file
// hold at most that.
const maxProfile = 16 << 20
