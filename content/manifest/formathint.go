package manifest

import "jianbao/content/diag"

// conversion returns how to make a JPEG or PNG of a picture in another format, by the
// name that package picture gives it.
func conversion(format string) diag.Term {
	t := diag.Term{
		ZH: "用看图软件打开，照片另存为 JPEG，截图、线条图另存为 PNG",
		EN: "open it in an image viewer and save photos as JPEG, screenshots and drawings as PNG",
	}
	switch format {
	case "HEIC":
		t = diag.Term{
			ZH: "这是手机照片：用电脑的“照片”或看图软件打开，另存为 JPEG；iPhone 在“设置→相机→格式”选“兼容性最佳”，以后拍的就是 JPEG",
			EN: "a photo from a phone: open it in Photos or an image viewer and save it as JPEG; on an iPhone, Settings > Camera > Formats > Most Compatible makes new photos JPEG",
		}
	case "AVIF":
		t = diag.Term{
			ZH: "这是网页、聊天软件里的图片：用“画图”或看图软件打开，照片另存为 JPEG，截图另存为 PNG；能找到原图，就用原图",
			EN: "a picture from a web page or a chat: open it in Paint or an image viewer and save photos as JPEG, screenshots as PNG; use the original if you can get it",
		}
	case "SVG", "PDF", "EPS", "WMF", "EMF":
		t = diag.Term{ZH: "这是矢量图：用画它的软件按 600 dpi 导出为 PNG", EN: "a drawing: export it as PNG at 600 dpi from the program that made it"}
	case "Word", "Word/WPS", "PowerPoint", "Excel", "OpenDocument", "RTF":
		t = diag.Term{ZH: "这是文档：打开它，右击里面的图片，另存为图片（JPEG 或 PNG）", EN: "a document: open it, right-click the picture in it and save it as JPEG or PNG"}
	case "HTML", "XML":
		t = diag.Term{ZH: "存下来的是网页，不是图片：在网页里右击图片，另存为图片", EN: "a web page was saved in place of the picture: right-click the picture on the page and save it"}
	case "ZIP", "RAR", "7-Zip", "gzip":
		t = diag.Term{ZH: "这是压缩包：解开它，用里面的 JPEG 或 PNG", EN: "an archive: unpack it and use the JPEG or PNG in it"}
	case "MP4":
		t = diag.Term{ZH: "这是视频：在播放器里截一帧，存为 JPEG 或 PNG", EN: "a video: save a frame of it as JPEG or PNG"}
	}
	return t
}
