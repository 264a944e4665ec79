### replies
